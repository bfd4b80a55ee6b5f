/**
 * A helpdesk as Cerb keeps it: tables and a storage directory that belong together, of any size, the same for the same seed.
 *
 * <p>{@link cerb.backup.demo.helpdesk.Helpdesk} fills both; {@link cerb.backup.demo.helpdesk.HelpdeskWork} then goes on working,
 * in Cerb's own order of writes: of a new object first the row without a key, then the file, then the row's key, size and
 * hash; of a deleted one first the file, then the rows. Every statement commits by itself, as in Cerb.
 */
package cerb.backup.demo.helpdesk;
