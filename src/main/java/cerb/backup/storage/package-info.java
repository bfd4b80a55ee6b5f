/**
 * Walking and reading a directory tree of many small files that others are writing; knows nothing of the repository, nor of Cerb.
 *
 * <p>File names are bytes. {@link cerb.backup.storage.FileName} gets them out of a {@code Path} by way of its URI, because the path's own
 * text is lossy under a C locale and for names that are no UTF-8; the way back is the same.
 *
 * <p>Links are never followed below the root. The root itself may be a link, and mounts are crossed: that is how Cerb's storage directory
 * is put on another disk. Listing opens no file ({@link cerb.backup.storage.Directory}); contents are read by
 * {@link cerb.backup.storage.StableRead}, which notices what changed meanwhile; {@link cerb.backup.storage.SourceGuard} stops a backup
 * whose source has gone.
 *
 * <p>What to look at again, and when, is said by {@code cerb.backup.storage.watch}.
 */
package cerb.backup.storage;
