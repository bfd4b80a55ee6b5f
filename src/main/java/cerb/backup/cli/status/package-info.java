/** The verb {@code status}: gathered here or in the daemon, shown as one screen or as JSON. */
package cerb.backup.cli.status;
