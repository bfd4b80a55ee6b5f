/**
 * The directory that files are restored to, while they are.
 *
 * <pre>
 * .cerb-backup-restore        from before anything is changed until all is done: what is restored there, and what the directory was like
 * .cerb-backup-restore.lock   locked as long, so that a restore that runs can be told from one that was killed
 * .cerb-backup-RUN-N          something that is not whole yet, beside the place that it takes in one step; RUN stands in the first
 * </pre>
 * What a kill leaves can so be told from everything else: the next restore goes on with it, or removes it. Directories that are written to belong to
 * the restorer meanwhile, so that nobody puts a link in its way.
 */
package cerb.backup.operation.restore.files.target;
