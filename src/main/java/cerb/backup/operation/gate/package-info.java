/**
 * Who may write to the repository, and when.
 *
 * <ul>
 * <li>{@link cerb.backup.operation.gate.HostLock}: one process per repository and host, by a file lock.</li>
 * <li>{@link cerb.backup.operation.gate.Gate}: inside the process appenders share, removal excludes, first come first served.</li>
 * <li>{@link cerb.backup.operation.gate.FloorBackend}: no ingest below the floor of free space; {@link cerb.backup.operation.gate.Reserve}:
 *     room for what frees space on a disk that others have filled.</li>
 * </ul>
 * The restic locks that hold off programs on other hosts are the repository room's; a unit of work takes all in this order.
 */
package cerb.backup.operation.gate;
