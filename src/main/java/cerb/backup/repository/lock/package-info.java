/**
 * Locks, with restic's semantics (restic design, Locks; restic {@code internal/repository/lock.go}).
 *
 * <pre>
 * acquire:  drop what our earlier runs left ─► others in the way? fail ─► write ours ─► 200 ms ─► others in the way? remove ours, fail
 * refresh:  every 5 min: ours still there? ─► write a new one ─► remove the old one
 * give up:  not refreshed for 22.5 min, or ours was removed by somebody: the lock is lost for good, the work must stop
 * </pre>
 *
 * <p>A shared lock is in the way of an exclusive one only, an exclusive one of every other. A stale lock (older than 30 minutes, or of a
 * dead process of this host) is in the way all the same: only {@code unlock} removes it, as with restic. What an earlier run of our own
 * left behind is removed at once, known by the note that each lock leaves in a directory until it is given back, and that its process keeps locked in the kernel; without a note
 * only when it is of this host, its process is dead, and nobody has refreshed it for eleven minutes.
 *
 * <p>A store may let no lock go, by its policy or by a retention that its bucket gives to everything. There a lock that was given back stays, in the way of any exclusive one,
 * and is taken again in the place of a new one, so that one lies there and not one more with each pass.
 */
package cerb.backup.repository.lock;
