/** The verb {@code sync}: waits until every sink holds what has been written, in the daemon or, where none runs, in a process of its own that sends it. */
package cerb.backup.cli.sync;
