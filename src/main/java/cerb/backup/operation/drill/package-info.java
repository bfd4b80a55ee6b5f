/**
 * Rehearses a restore where it harms nobody: only what was restored is proven.
 *
 * <pre>
 * look     targets empty and not live? another drill under way? what earlier ones have left is removed            (packages scratch, server; Drill)
 * open     the repository anew, as after a loss; the newest complete recovery point; room on every disk           (Rehearsal, Room)
 * restore  files, and read again; rows, and read again                                                            (operation.restore; FileComparison)
 * compare  rows with files; people's own assertions                                                               (RestoredPair, Assertions)
 * remove   always, whatever happened
 * tell     what was proven and what was not; nothing that names a file or holds a value is kept                   (DrillLog, DrillReport)
 * </pre>
 * A refusal says nothing of the backup: nothing was restored, or somebody has come between. Any other failure of a step fails the drill, and the steps after it are tried all the same.
 *
 * <p>Assertions stand in a file and not in a route, since a drill by hand is held without routes where no daemon runs.
 *
 * <p>{@link cerb.backup.operation.observer.DrillResult} is told to {@link cerb.backup.operation.observer.Observer#drilled} at the end of every drill, whatever its outcome. Of each source the last one that was not refused counts, over restarts too
 * ({@link cerb.backup.operation.drill.Drills}, {@link cerb.backup.operation.drill.LastDrill}).
 */
package cerb.backup.operation.drill;
