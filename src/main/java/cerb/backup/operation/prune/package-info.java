/**
 * Removes what no snapshot needs, and merges what is small: packs, and the index files that name them.
 *
 * <pre>
 * under a shared lock, beside backups           PruneState    since when a pass in no index is known, since when there is a trial
 *   1 mark     every blob that a snapshot needs               UsedBlobs   (one bit a blob; anything unreadable or missing ends it)
 *   2 plan     which packs go, which are copied first         Planner, PrunePlan
 *   3 copy     needed blobs out of half-used and small packs  Repack      (verified on the way; packs and their index are durable)
 * under the exclusive lock, alone               Sweep
 *   4 mark     what snapshots written since need; a pack goes only if each needed blob has a copy that stays
 *   5 write    new index files without the packs that go
 *   6 record   what goes, fsynced, in the removal journal: sinks follow it
 *   7 remove   old index files, then packs
 * </pre>
 *
 * <p>In its trial a prune reports what it would remove, and of steps 3 to 7 does nothing but merge index files, so that no pack goes.
 *
 * <p>Rules:
 * <ol>
 *   <li>Whatever point it is cut off at, every snapshot stays whole: what is left over are second copies, packs that no index names, and
 *       index files that say the same twice. The next prune clears them away.</li>
 *   <li>Nothing is removed before the index files that take the place of the old ones are durable (restic design, Pruning).</li>
 *   <li>A snapshot, tree or index file that cannot be read, a blob that no index names, a needed pack that is not there or has another size:
 *       each ends the prune before anything is removed.</li>
 *   <li>A pack that no index names may belong to a writer that keeps no locks: it goes only once it has been seen for the grace period, unless a
 *       removal record of ours names it.</li>
 *   <li>Backups are held off only in steps 4 to 7. While one is under way that cannot be held off, such as a dump, those steps wait without
 *       holding up others, and give up in the end; what was copied is used by the next prune.</li>
 * </ol>
 */
package cerb.backup.operation.prune;
