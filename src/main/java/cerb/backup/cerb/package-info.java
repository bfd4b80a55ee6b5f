/**
 * What Cerb's tables and directories mean to a backup: facts, no I/O against the database.
 *
 * <p>Valid for Cerb 10.4 to 11.2. An object (the bytes of an attachment, a message, a picture) belongs to a row of one of six tables; the
 * row says per object which storage engine holds it, so that nothing may be decided per site. On disk it lies at
 * {@code <namespace>/<storage_key>} below the storage directory. Files are written in place, without a temporary name, and unlinked before
 * their rows are deleted.
 */
package cerb.backup.cerb;
