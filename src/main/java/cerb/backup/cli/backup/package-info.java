/** The verb {@code backup}: asks the daemon or, where none runs, takes a recovery point or a checkpoint here; says what is new in it, table by table. */
package cerb.backup.cli.backup;
