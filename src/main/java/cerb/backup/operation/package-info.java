/**
 * What the program does, without saying when or how it is told to: recovery points, checkpoints, restores, checks.
 *
 * <p>One {@link cerb.backup.operation.Engine} per process and helpdesk holds the local repository and decides who may write to it when.
 * Its {@link cerb.backup.operation.RecoveryPoint} is the one composer: nothing else writes snapshots.
 *
 * <pre>
 * recovery point:  begin    walk the storage            (what has vanished until now leaves the tree)
 *                  store    parts of the dump, several at once
 *                  commit   walk the storage again      (what has vanished since is carried)
 *                           compare rows and files, write manifest, trees, snapshot
 * checkpoint:      update the dirty directories, take over /database of the newest snapshot by its tree's id, write the snapshot
 * </pre>
 *
 * <p>Promises: nothing incomplete is called complete (every planned part was stored to its end, or there is no recovery point; what could not
 * be read marks the snapshot); a snapshot is written only after all it refers to is durable, and only if the repository's lock was held
 * throughout; what an operation notices it tells as {@link cerb.backup.operation.report.Finding}s, and to the
 * {@link cerb.backup.operation.Observer}.
 */
package cerb.backup.operation;
