/** What a dump consists of, and what it says of itself when it has ended: parts, tables with their consistency, and what the next dump takes up. */
package cerb.backup.mysql.dump.report;
