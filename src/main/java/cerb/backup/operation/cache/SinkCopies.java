package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.repository.file.UnpackedFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The copies that sinks have of packs that are away. Safe for use by several threads at once. */
final class SinkCopies {
    private final Backend local;
    /** Packs that no sink has. */
    private final Set<Handle> lost = ConcurrentHashMap.newKeySet();
    /** Packs of which sinks have damaged copies alone. */
    private final Set<Handle> ruined = ConcurrentHashMap.newKeySet();
    private volatile Sinks sinks = Sinks.of(List.of());
    private volatile Losses listener = Losses.UNHEARD;

    /** Of the repository that a backend has the config of. */
    SinkCopies(Backend local) {
        this.local = local;
    }

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
                fetched(pack);
                return;
            }
        }
        if (fetching.isNowhere() || fetching.isDamaged()) {
            if (!sinks.areComplete()) {
                throw new TransientException(pack.path() + " is kept at the sinks alone, and those that can be asked now have " + (fetching.isNowhere() ? "it not" : "a damaged copy of it"));
            }
            places.forEach(sink -> demandOurs(sink, local));
        }
        if (fetching.isNowhere()) {
            lose(List.of(pack));
        } else if (fetching.isDamaged() && ruined.add(pack)) {
            listener.ruined(pack);
        }
        fetching.takeDamaged();
    }

    private void fetched(Handle pack) {
        lost.remove(pack);
        listener.regained(List.of(pack));
        if (ruined.remove(pack)) {
            listener.mended(pack);
        }
    }

    /** What an empty or a mistyped place has not, or another repository, is no proof of anything; nor is what another has ours. */
    static void demandOurs(Backend sink, Backend local) {
        try {
            if (Arrays.equals(UnpackedFiles.sealedConfig(sink), UnpackedFiles.sealedConfig(local))) {
                return;
            }
        } catch (NotFoundException e) {
            throw new TransientException(sink.location() + " is not asked: what is there has no config, so it is empty, or another place than it was", e);
        }
        throw new TransientException(sink.location() + " is not asked: the repository there is another");
    }

    private void lose(Collection<Handle> packs) {
        List<Handle> more = packs.stream().filter(lost::add).toList();
        if (!more.isEmpty()) {
            listener.lost(more);
        }
    }

    /** Takes notice of packs that somebody has put back in their places here. */
    void returned(Collection<Handle> packs) {
        listener.regained(packs);
    }

    /** Asks every sink which of some packs it has, which are all that are away; see {@link ReadThroughBackend#compare}. */
    List<BackendException> compare(Collection<Handle> packs) {
        Set<Handle> nowhere = new HashSet<>(packs);
        List<Backend> places = nowhere.isEmpty() ? List.of() : sinks.all();
        var failures = new ArrayList<BackendException>();
        for (Backend sink : places) {
            try {
                sink.list(FileType.DATA, (pack, size) -> nowhere.remove(pack));
                demandOurs(sink, local);
            } catch (BackendException e) {
                failures.add(e);
            }
        }
        lost.retainAll(nowhere);
        listener.regained(packs.stream().filter(pack -> !nowhere.contains(pack)).toList());
        if (failures.isEmpty() && !places.isEmpty() && sinks.areComplete()) {
            lose(nowhere);
        }
        return failures;
    }
}
