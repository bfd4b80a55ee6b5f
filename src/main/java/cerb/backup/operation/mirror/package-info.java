/**
 * Mirrors the local repository to sinks, file by file, without ever making a sink wrong.
 *
 * <p>A {@link cerb.backup.operation.mirror.Mirror} serves one sink and is asked for files, rather than sending them, so that the sink's
 * route decides how and how many at once:
 * <pre>
 * pass: 1. the sink's config must equal ours; a sink without one must hold no other repository
 *       2. a non-exclusive restic lock is taken at the sink and kept until the pass has ended; a foreign exclusive one is waited for
 *       3. at start, after an error, every verify period, and where a run goes on since before the last pass: list the sink, then local snapshots, indexes, packs, keys, config
 *          in a verify period a sink that can also hashes a thirtieth of its files, and those that are not what their names say are sent again
 *       4. round: what the sink has not confirmed is cut off; what is written meanwhile waits for the next round
 *          it is offered in the order config and keys | packs | indexes | snapshots; at each bar all before must be confirmed first
 *       5. further rounds as long as there is something to send, but for no longer than five minutes
 *       6. what removal records allow to go is removed, snapshots first and packs last, and these only while each snapshot there is known,
 *          for some seconds: the rest goes in later passes, so that checkpoints do not wait; the lock is given back
 * </pre>
 * Requests to the sink are few: a file costs what its store needs to put and confirm it, a pass five more, those of
 * steps 1, 2 and 6. So under steady change a pass stays open between checkpoints ({@code Tenure}), and a checkpoint is one round, not one for its packs
 * and another for its snapshot. A failure ends the pass; the next begins with a listing.
 *
 * <p>What a sink holds that no snapshot there needs yet, a prune there removes. So what was confirmed while a run goes on here is not settled: the pass stays open for the
 * run as long as it may, a new pass looks whether it is still there before any snapshot follows, and no copy of it is dropped here.
 *
 * <p>A size in a listing is no proof of bytes. A file whose put has failed after it had begun, or that the sink has called wrong, is sent until a put is answered, or the sink's
 * hash of it is right. Where it computes none and refuses to replace the file, the size counts after all, unproven, as it does after a start.
 *
 * <p>
 * The cut is closed: the repository tells of a pack before the index that names it and of an index before the snapshot that needs it, and
 * the listing goes the other way round. So a sink never holds an index without its packs, nor a snapshot without its indexes, whenever
 * the program is killed and wherever it begins again.
 *
 * <p>What to send needs no journal: it is what the sink has not confirmed. What to remove needs one
 * ({@link cerb.backup.operation.removal.RemovalJournal}): <b>absence is never an order to delete</b>, neither in a listing nor on the
 * local disk. Files at a sink that are in no record and not here are counted and reported, never touched.
 *
 * <p>Listings are asked of the sink's backend, which alone knows how its store pages: the Camel-routed one never takes a full page for
 * the whole and asks again with longer prefixes. Here a listing that lacks confirmed files is not believed before single files have been
 * asked for; and even one that is believed only makes them be sent again.
 */
package cerb.backup.operation.mirror;
