/**
 * Makes the index say what the packs hold.
 *
 * <pre>
 * index file cannot be read, or names a pack that is missing or of another size ─► it is replaced
 * pack that no sound entry names                                                ─► its header is read, and a new index file names it
 * everything else                                                               ─► stays as it is, so that sinks need not take it again
 * </pre>
 *
 * <p>Nobody else is at work meanwhile. New index files are durable, and the order to remove is recorded for the sinks, before the first old one goes: a crash leaves both, and
 * the next run ends the work. Packs are never touched. Where a header cannot be read but the entry fits the pack's size the entry stays, since the blobs can be read by it;
 * restic would drop them. A pack that was away ({@link cerb.backup.operation.cache}) and that no sink has any more is missing, and then away no longer.
 */
package cerb.backup.operation.repair;
