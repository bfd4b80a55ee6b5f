/** The verb {@code check}: asks the daemon or, where none runs, checks here; the repository of a sink it always reads itself. */
package cerb.backup.cli.check;
