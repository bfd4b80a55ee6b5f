package cerb.backup.operation.cache;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.index.Location;
import cerb.backup.repository.shared.DamagedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops packs of data from the local directory that every sink has confirmed in this run of the program, together with an index file that names
 * them and the snapshots that need them. Safe for use by several threads at once.
 */
public final class Dropping {
    private static final Logger LOG = LoggerFactory.getLogger(Dropping.class);

    /** So many packs are hashed by one question to the sinks, which have to read them. */
    private static final int PROVEN_AT_ONCE = 50;
    /** No question is begun after so long in one run: mirroring waits for the answers. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Repository repository;
    private final ReadThroughBackend files;
    private final Supplier<List<Mirror>> mirrors;
    private final Set<String> sinks;
    private final String helpdesk;
    /** Index files all of whose packs of data have gone from here. */
    private final Set<Id> settled = new HashSet<>();
    private long begun;

    /**
     * Drops nothing yet.
     *
     * @param files    the repository's
     * @param mirrors  those that are running now
     * @param sinks    all that must have confirmed; without any nothing is dropped
     * @param helpdesk whose newest snapshots can be read without a sink
     */
    public Dropping(Repository repository, ReadThroughBackend files, Supplier<List<Mirror>> mirrors, Set<String> sinks, String helpdesk) {
        this.repository = repository;
        this.files = files;
        this.mirrors = mirrors;
        this.sinks = sinks;
        this.helpdesk = helpdesk;
    }

    /** Drops what may go now. What fails is logged, and done the next time. */
    public synchronized void run() {
        List<Mirror> all = mirrors.get();
        boolean haveAllAnswered = all.stream().filter(mirror -> mirror.status().backlog().listed()).map(Mirror::sink).collect(Collectors.toSet()).containsAll(sinks);
        if (sinks.isEmpty() || !haveAllAnswered) {
            return;
        }
        try {
            drop(all);
        } catch (RuntimeException e) {
            LOG.warn("packs that all sinks hold stay here for now: {}", e.getMessage());
        }
    }

    private void drop(List<Mirror> all) {
        IndexedRepository index = repository.index();
        begun = System.nanoTime();
        Set<Id> pinned = pinned(index);
        pinned.forEach(this::bringBack);
        settled.retainAll(index.indexFileNames());
        for (Id file : index.indexFileNames()) {
            if (!settled.contains(file) && isSettled(all, new Handle(FileType.INDEX, file.toString())) && dropOf(file, index, all, pinned)) {
                settled.add(file);
            }
        }
        noteHeld(all);
    }

    /** A sink that was added holds in the end what was dropped before. */
    private void noteHeld(List<Mirror> all) {
        files.away().note(files.away().notNotedAt(sinks).stream().filter(pack -> isSettled(all, pack)).toList(), sinks);
    }

    /** Drops the packs of an index file; false if some have to stay for now. */
    private boolean dropOf(Id file, IndexedRepository index, List<Mirror> all, Set<Id> pinned) {
        Map<Handle, Long> here = new HashMap<>();
        Map<Handle, Long> going = new HashMap<>();
        try {
            index.readIndexFile(file, entry -> {
                Handle pack = new Handle(FileType.DATA, entry.pack().toString());
                long size = IndexedRepository.packSize(entry.blobs());
                if (isOfData(entry) && files.isHere(pack, size)) {
                    here.put(pack, size);
                    if (!pinned.contains(entry.pack()) && isSettled(all, pack)) {
                        going.put(pack, size);
                    }
                }
            });
        } catch (NotFoundException e) {
            return false; // replaced by a prune
        }
        keepProven(going, all);
        if (!going.isEmpty()) {
            files.drop(going, sinks);
            LOG.debug("dropped {} packs that all sinks hold", going.size());
        }
        return going.size() == here.size();
    }

    /** Leaves those of which every sink is known to hold the right bytes, after asking about as many as the time allows. Sinks that cannot hash answer at once. */
    private void keepProven(Map<Handle, Long> packs, List<Mirror> all) {
        List<Handle> unproven = packs.keySet().stream().filter(pack -> !isProven(all, pack)).toList();
        for (int from = 0; from < unproven.size() && System.nanoTime() - begun < MOST_NANOS; from += PROVEN_AT_ONCE) {
            List<Handle> some = unproven.subList(from, Math.min(from + PROVEN_AT_ONCE, unproven.size()));
            all.forEach(mirror -> mirror.prove(some));
        }
        packs.keySet().removeIf(pack -> !isProven(all, pack));
    }

    private static boolean isProven(List<Mirror> all, Handle file) {
        return all.stream().allMatch(mirror -> mirror.isProven(file));
    }

    private static boolean isOfData(IndexedPack entry) {
        return entry.blobs().stream().allMatch(blob -> blob.handle().type() == BlobType.DATA);
    }

    private static boolean isSettled(List<Mirror> all, Handle file) {
        return all.stream().allMatch(mirror -> mirror.isSettled(file));
    }

    private void bringBack(Id id) {
        Handle pack = new Handle(FileType.DATA, id.toString());
        try {
            if (files.isOnlyAway(pack) && files.putBack(pack)) {
                settled.clear();
            }
        } catch (BackendException e) {
            LOG.warn("the next run will need {} from a sink, since it cannot be brought back now: {}", pack.path(), e.getMessage());
        }
    }

    /** The packs that every run or status reads something of: a sink that is away must not keep a backup from being taken. */
    private Set<Id> pinned(IndexedRepository index) {
        List<StoredSnapshot> ours = repository.snapshots((id, problem) -> { }).stream().filter(stored -> BaseSnapshot.isOurs(stored, helpdesk)).toList();
        List<StoredSnapshot> points = ours.stream().filter(stored -> stored.snapshot().tags().contains(Tags.RECOVERY_POINT)).toList();
        return Stream.of(ours, points).filter(list -> !list.isEmpty()).map(list -> list.get(list.size() - 1))
                .flatMap(stored -> packs(stored, index)).collect(Collectors.toSet());
    }

    private static Stream<Id> packs(StoredSnapshot stored, IndexedRepository index) {
        try {
            return BaseSnapshot.readWith(stored, index).stream().flatMap(blob -> index.locate(blob).stream()).map(Location::pack);
        } catch (DamagedException e) {
            return Stream.of();
        }
    }
}
