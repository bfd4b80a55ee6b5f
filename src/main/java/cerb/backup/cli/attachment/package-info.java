/** The verbs {@code attachment find} and {@code attachment restore}: one attachment that somebody deleted. */
package cerb.backup.cli.attachment;
