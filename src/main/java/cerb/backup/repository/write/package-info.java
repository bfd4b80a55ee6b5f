/**
 * The write side: from a blob that nobody has yet to an entry in a durable index.
 *
 * <pre>
 * caller's thread    read, chunk, hash, "known or in flight?" ── yes ─► only its id is returned, nothing is copied
 *                    copy into a pooled buffer (waits here when the budget is lent out); not where the caller is a worker
 * worker threads     compress, encrypt, verify (decrypt, decompress, hash again), append to an open pack
 * saving threads     header, hash, durable save of the pack, then its blobs are pending for the index
 *                    50,000 pending blobs, 128 packs, ten minutes, or a flush: index file saved, entries known to everybody
 * </pre>
 *
 * <p>Files are read on the worker threads themselves: a blob of some kilobytes then stays in the processor's cache from the read to the
 * pack, without a copy and without one thread waking another. Rows of a dump are read on threads of their own and handed over, since who
 * reads them waits for the server.
 *
 * <p>Rules:
 * <ol>
 *   <li>Order of writes: a pack is durable before an index names it (restic design, Read and Write Ordering).</li>
 *   <li>A blob is deduplicated against the index and against what this writer has in flight, never against what another writer has
 *       in flight, since that one may fail.</li>
 *   <li>Data blobs go at random into one of two open packs, so that pack sizes tell less of what was stored (restic#5295);
 *       trees have packs of their own; what is left of the two data packs is joined at a flush.</li>
 *   <li>The first failure of any thread ends the write: everybody who stores or waits gets it, and nothing of a pack that failed
 *       is indexed. What was indexed before stays and serves the next run.</li>
 *   <li>Memory is bounded: blobs that wait for a worker by the buffer pool's budget, packs by the open ones and those being saved
 *       (a worker that fills a pack waits for a saving thread).</li>
 * </ol>
 */
package cerb.backup.repository.write;
