/** The verb {@code restore}: what it is told, where it reads from, what it prints. It writes nothing unless told where. */
package cerb.backup.cli.restore;
