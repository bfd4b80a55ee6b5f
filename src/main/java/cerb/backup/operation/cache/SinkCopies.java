package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The copies that sinks have of packs that are away. Safe for use by several threads at once. */
final class SinkCopies {
    /** Packs that no sink has. */
    private final Set<Handle> lost = ConcurrentHashMap.newKeySet();
    private volatile Sinks sinks = Sinks.of(List.of());
    private volatile Losses listener = Losses.UNHEARD;

    void readFrom(Sinks places) {
        sinks = places;
    }

    Sinks sinks() {
        return sinks;
    }

    void tell(Losses listening) {
        listener = listening;
    }

    /** Whether a pack is one of {@link #lost}. */
    boolean isLost(Handle pack) {
        return lost.contains(pack);
    }

    /** The packs that no sink has, as far as is known. */
    Set<Handle> lost() {
        return Set.copyOf(lost);
    }

    /** Hands the bytes of a sound copy to the target, or those of a damaged one where there is no other. */
    void fetch(Handle pack, Backend.Reader<Long> target) {
        List<Backend> places = sinks.all();
        if (places.isEmpty()) {
            throw new PermanentException(pack.path() + " is kept at the sinks alone, and none can be asked. Set sinks as it was, or restore from a sink with --from.");
        }
        Fetching fetching = new Fetching(pack, target, listener);
        for (Backend sink : places) {
            if (fetching.isDoneFrom(sink)) {
                lost.remove(pack);
                return;
            }
        }
        if (fetching.isNowhere() && !sinks.areComplete()) {
            throw new TransientException(pack.path() + " is kept at the sinks alone, and those that can be asked now have it not");
        }
        if (fetching.isNowhere()) {
            lose(pack);
        }
        fetching.takeDamaged();
    }

    private void lose(Handle pack) {
        if (lost.add(pack)) {
            listener.lost(pack, "is not here, and no sink has it");
        }
    }

    /** Asks every sink which of some packs it has, which are all that are away; see {@link ReadThroughBackend#compare}. */
    List<BackendException> compare(Collection<Handle> packs) {
        Set<Handle> nowhere = new HashSet<>(packs);
        List<Backend> places = nowhere.isEmpty() ? List.of() : sinks.all();
        var failures = new ArrayList<BackendException>();
        for (Backend sink : places) {
            try {
                sink.list(FileType.DATA, (pack, size) -> nowhere.remove(pack));
            } catch (BackendException e) {
                failures.add(e);
            }
        }
        if (failures.isEmpty() && !places.isEmpty() && sinks.areComplete()) {
            lost.retainAll(nowhere);
            nowhere.forEach(this::lose);
        }
        return failures;
    }
}
