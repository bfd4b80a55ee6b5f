/**
 * A repository in restic's format: blobs stored once, found again, and proved on every way in and out.
 *
 * <pre>
 * Repository            keys, configuration, snapshots, locks, listeners     (what can be done without an index)
 *  └─ IndexedRepository   find, load, check, write                           (what needs the index in memory)
 *      └─ RepositoryWriter  store content and trees, flush
 *
 * key    which password opens it          file   sealed files outside of packs: index, snapshots, locks
 * lock   who works on it                  index  which pack holds which blob
 * write  the way in: {@link cerb.backup.repository.write}    pack   how blobs lie in packs, and the way out
 * shared errors, limits, the listener: what these have in common
 * </pre>
 *
 * <p>Order of writes: packs, then the index that names them, then the snapshot that needs them; each durable before the next. A process
 * that dies in between leaves packs that no index names, or an index of blobs that no snapshot needs: both harmless, both removed by a
 * prune. Order of reads: the other way round.
 */
package cerb.backup.repository;
