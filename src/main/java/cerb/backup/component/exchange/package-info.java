/** What exchanges of several components have in common: the names of their headers, and how one that failed is written to the log. */
package cerb.backup.component.exchange;
