/**
 * What the command line prints.
 *
 * <p>Results go to standard output, as text for people or, with {@code --json}, as JSON whose fields are documented at the verb and stay. Progress, notes and errors go to
 * standard error. A progress line is drawn only where standard error is a terminal. Names that come from files, tables or servers pass {@link
 * cerb.backup.cli.output.Printable} before they reach a terminal.
 */
package cerb.backup.cli.output;
