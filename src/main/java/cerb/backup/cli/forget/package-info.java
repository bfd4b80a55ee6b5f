/** The verb {@code forget}: asks the daemon or, where none runs, removes snapshots here; says of each why it stays or goes. */
package cerb.backup.cli.forget;
