/**
 * Orders to remove files of the repository: on the disk before the first file goes here, and the only reason for a file to go at a sink.
 *
 * <p>Whoever removes packs, indexes or snapshots writes one {@link cerb.backup.operation.removal.Removal} first, naming what must be in
 * place before anything may go. The mirrors carry it out at the sinks later. Absence, in a listing or on the local disk, is never an order.
 *
 * <p>One order is another program's: restic's {@code tag} and {@code rewrite --forget} write a snapshot anew, which names the old one, and remove that. Where both have the same
 * root directory, {@link cerb.backup.operation.removal.RewrittenSnapshots} writes the record, when a sink is found to hold the old one.
 */
package cerb.backup.operation.removal;
