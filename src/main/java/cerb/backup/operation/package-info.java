/**
 * What the program does, without saying when or how it is told to: recovery points, checkpoints, restores, checks, what stays and what goes.
 *
 * <p>One {@link cerb.backup.operation.Engine} per process and helpdesk holds the local repository and decides who may write to it when.
 * Its {@link cerb.backup.operation.RecoveryPoint} is the one composer: nothing else writes snapshots.
 *
 * <pre>
 * recovery point:  begin    walk the storage            (what has vanished until now leaves the tree)
 *                  store    parts of the dump, several at once
 *                  commit   walk the storage again      (what has vanished since is carried)
 *                           compare rows and objects, write manifest, trees, snapshot
 * checkpoint:      update the dirty directories, take over /database of the newest snapshot by its tree's id, write the snapshot
 * </pre>
 *
 * <p>Promises: nothing incomplete is called complete (every planned part was stored to its end, or there is no recovery point; what could not
 * be read marks the snapshot); a snapshot is written only after all it refers to is durable, and only if the repository's lock was held
 * throughout; what an operation notices it tells as {@link cerb.backup.operation.report.Finding}s, and to the
 * {@link cerb.backup.operation.observer.Observer}.
 *
 * <p>Bounds: whatever could grow is bounded. Settings first, with their defaults, then what is fixed:
 * <pre>
 * engine.threads           half the cores   threads that read files, compress, encrypt; as many that restore or check; 8 files a thread are given out
 * engine.buffer-memory     24 MiB           blobs of a dump that wait for a thread or are with one
 * engine.packs-in-flight   2                packs that are being written; three more are being filled
 * repository.pack-size     16 MiB           bytes of a pack, which has at most 50,000 blobs
 * engine.tree-cache        16 MiB           trees that were read last
 * dump.parallelism         2                connections, and so chunks of tables that are read at once; a chunk has at most 16 MiB
 * dump.retries             3                dumps that begin again; dump.stall-limit bounds each attempt at a lock, dump.lock-timeout all of them
 * sink.<name>.retries      4                attempts at one file at once; maxInFlight and listLimit of a sink's route bound files and pages
 * repository.minimum-free  10 %             of the repository's disk
 *
 * retention.most-snapshots 400              snapshots that stay
 * prune.most-small         200              small packs of a kind, and index files, that are left alone; prune.max-unused (5 %) bounds what is wasted in packs that stay
 *
 * index in memory          64 bytes a blob, half of the heap at most, and as much again while a prune's index files are taken over; 1,000 copies of a blob;
 *                          50,000 blobs, 128 packs or 10 minutes wait for an index file
 * walk                     1,000 nodes wait for a file's content; 3 attempts at a file that changes while it is read
 * watch                    100,000 changed names, 4,096 in a directory; beyond that the directory, or everything, is walked
 * comparison               32 bytes a row that has a SHA-1, 12 a row without, 44 an object in the database; 35 bytes for a million files read since the last; 500 rows are
 *                          asked again at once; 20 samples a set; 30 s of reading old content; 10,000 files below a path of extra.paths
 * restore                  50,000 files or 200,000 blobs are laid down together; a dump is read 8 MiB ahead; trees are 2,048 deep and have
 *                          50,000,000 entries
 * check                    two packs a thread are asked for ahead; 100 paths a snapshot are named for a damaged blob
 * findings                 1,000 are told, the others counted
 * mirror                   files are told apart by their names and sizes alone, some 200 bytes each
 * daemon                   16 conversations, 256 unread lines each, 1 MiB a line; files fetched from a sink take 1 GiB of disk, packs that are kept at the sinks alone 512 MiB; a quarter of what is free at most
 * locks                    given up 22.5 minutes after the last refresh, which is tried every 5
 * prune                    one bit a blob, and the packs' names and sizes; ten minutes of waiting for others to end
 * doctor                   10 s of walking, 5 s of looking for the largest row, 4 MiB each of rows and files as samples; one list of a sink's keys
 * what is read             configuration, keys 1 MiB, of which 50 are tried; locks 64 KiB; snapshots 16 MiB; an index file 64 MiB, or 256 MiB of text; a
 *                          manifest 4 MiB; a blob of data an eighth of the heap up to 128 MiB, a tree a quarter up to 512 MiB; a pack's header 16 MiB;
 *                          a text in JSON 8 MiB; 10,000 extended attributes of 64 KiB; 256 MiB to try a password
 * </pre>
 */
package cerb.backup.operation;
