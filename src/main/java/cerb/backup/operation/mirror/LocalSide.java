package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Handle;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * What is mirrored.
 *
 * @param files   the local repository's
 * @param journal the orders to remove
 * @param isQuiet whether no run is under way at the moment that stores something: all that is to be needed by a snapshot is needed by one
 * @param hashed  what is kept here of the hashing at the sink
 * @param rewritten the order to remove those of a sink's snapshots, which are not here, that another program has written anew here; empty for none
 */
public record LocalSide(Backend files, RemovalJournal journal, BooleanSupplier isQuiet, HashedShares hashed, BiFunction<Backend, List<Handle>, Optional<Removal>> rewritten) {
}
