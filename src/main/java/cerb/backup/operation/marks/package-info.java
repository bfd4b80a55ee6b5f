/**
 * What the jobs of a helpdesk last achieved, kept beside the repository so that the age of each is known after a restart, and whoever did it: the daemon or a verb.
 *
 * <p>Recovery points and checkpoints need no mark, since their snapshots tell. What leaves no trace in the repository does: a prune, a retention, a check, a sink that held everything.
 * Losing the file does no harm: the ages begin anew.
 *
 * <p>What a recovery point says of its dump is in the repository, too; it is noted here only so that it is known at once.
 */
package cerb.backup.operation.marks;
