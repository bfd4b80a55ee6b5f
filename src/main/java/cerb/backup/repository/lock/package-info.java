/**
 * Locks, with restic's semantics (restic design, Locks; restic {@code internal/repository/lock.go}).
 *
 * <pre>
 * acquire:  drop own stale locks ─► others in the way? fail ─► write ours ─► 200 ms ─► others in the way? remove ours, fail
 * refresh:  every 5 min: ours still there? ─► write a new one ─► remove the old one
 * give up:  not refreshed for 22.5 min, or ours was removed by somebody: the lock is lost for good, the work must stop
 * </pre>
 *
 * <p>A shared lock is in the way of an exclusive one only, an exclusive one of every other. Another program's stale lock (older than 30
 * minutes, or of a dead process of this host) is in the way all the same: only {@code unlock} removes it. Our own is told from it by the
 * dead process on this host, or by a note that each lock leaves in the state directory: in a container the process after a restart has
 * the number of the one before.
 */
package cerb.backup.repository.lock;
