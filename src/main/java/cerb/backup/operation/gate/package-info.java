/**
 * Who may write to the repository, and when.
 *
 * <ul>
 * <li>{@link cerb.backup.operation.gate.HostLock}: one process per repository and host, by a file lock.</li>
 * <li>{@link cerb.backup.operation.gate.Gate}: inside the process appenders share, removal excludes, first come first served.</li>
 * <li>{@link cerb.backup.operation.gate.FloorBackend}: no ingest below the floor of free space; {@link cerb.backup.operation.gate.Reserve}:
 *     room for what frees space on a disk that others have filled. {@link cerb.backup.operation.gate.SpaceFloor} is what both go by.</li>
 * </ul>
 * The restic locks that hold off programs on other hosts are the repository room's. {@link cerb.backup.operation.gate.UnitOfWork} (which appends) and
 * {@link cerb.backup.operation.gate.ExclusiveWork} (which removes) take a pass of the gate, then such a lock; {@link cerb.backup.operation.gate.SharedLock}, of who only reads, is
 * the lock alone. Where nothing may be written, {@link cerb.backup.operation.gate.LiveDirectories} says; {@link cerb.backup.operation.gate.RepositoryDirectory} is where a repository
 * is to be made.
 */
package cerb.backup.operation.gate;
