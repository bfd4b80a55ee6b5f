/**
 * Takes snapshots away that need not stay. What only they needed stays until a prune.
 *
 * <p>By the rules (no id is named):
 * <pre>
 * 1. ours alone, unless others are asked for; in groups of host and paths
 * 2. what is dated in the future is set apart: it stays, takes no other's place, and is not counted as the newest of anything
 * 3. of the rest: what restic's policy keeps of the group, and what it keeps of the group's complete recovery points alone, so that
 *    each period keeps one although a checkpoint is nearly always newer
 * 4. the newest of each group, from which the next one goes on; its newest complete and readable recovery point and checkpoint; once packs are
 *    known to be missing or damaged, the newest that needs none of them as well
 * 5. no more than a bound: first go those dated in the future that are of no period of their own, then checkpoints that stay only because
 *    they are recent, then other checkpoints, then recovery points, the oldest first each; what stays by a tag or by 4 is not touched
 * </pre>
 * By ids: exactly those, unless none of ours would be left, or, without the word that allows it, the last good recovery point or checkpoint,
 * one with a tag that keeps it, or the only one of a period that the policy keeps. One that cannot be read goes only by its whole id and its
 * word, and only while one of ours can be read: it is recorded as others are, so that the mirrors know.
 *
 * <p>The timeline: as long as the database is known at its dumps only, every snapshot is one moment that can be restored, and nothing
 * between two of them can. A gap is then a period (hour, day, week, month, year) of which the policy keeps a snapshot and none would be
 * left. The rules cannot open one, as the newest of each period stays; the bound can, and says so; ids can, and are refused.
 *
 * <p>The order of writes: the record of what goes ({@link cerb.backup.operation.removal}) is on the disk before the first file goes, so that
 * a crash in between leaves snapshots that are still whole, and the mirrors know which of those that are missing here were meant to go.
 * All under a non-exclusive restic lock: a restic that prunes is kept away, one that backs up is not.
 *
 * <p>A run or checkpoint under way never loses what it re-uses: it holds the gate and a lock, so that nobody can prune; only the snapshot's own
 * file may be gone when it ends, and it then goes on from the newest that is left.
 *
 * <p>Reads snapshots, the index and at most a few root directories, all of them once a pack is known to be lost: data packs may be absent.
 */
package cerb.backup.operation.forget;
