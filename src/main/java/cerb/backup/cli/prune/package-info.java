/** The verb {@code prune}: asks the daemon or, where none runs, removes here what no snapshot needs. */
package cerb.backup.cli.prune;
