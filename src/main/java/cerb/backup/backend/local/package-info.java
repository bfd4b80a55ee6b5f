/**
 * A repository in a directory of this machine, in restic's write order (restic {@code internal/backend/local}): temporary name in
 * the same directory, write, check of the length, fsync of the file, rename, fsync of the directory, read-only mode.
 *
 * <p>The two fsyncs are not optional: one zero-length file in {@code index/}, which is what a power cut leaves behind without them,
 * makes check and restore fail with every version of restic.
 *
 * <p>Modes are set where the file system has them. One that has none, such as FAT on a drive for an export, refuses them, and is written all the same.
 */
package cerb.backup.backend.local;
