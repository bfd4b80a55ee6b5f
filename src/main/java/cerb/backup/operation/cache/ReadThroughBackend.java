package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.local.FetchedFiles;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a directory, and with them the packs that are away as if they were there: they are listed, and read from whatever sink has them.
 * What was fetched is kept on disk for a while, since readers ask for many ranges of a pack; or put back in its place where packs are to
 * stay here. Safe for use by several threads at once.
 */
public final class ReadThroughBackend extends ForwardingBackend {
    private static final Logger LOG = LoggerFactory.getLogger(ReadThroughBackend.class);
    private static final long MOST_FETCHED_BYTES = 512L << 20;

    private final Backend local;
    private final AwayPacks away;
    private final Use use;
    private final FetchedFiles fetched;
    private final SinkCopies copies;

    /** What the directory is used as. */
    public enum Use {
        /** Packs are dropped, and read from the sinks without coming back. */
        CACHE,
        /** What is read comes back, so that everything is here again in the end. */
        FILLED,
        /** By a program that changes nothing here: it asks the sinks before it says which packs there are. */
        READ
    }

    /**
     * Reads packs that are away from nowhere until it is told {@link #readFrom where}.
     *
     * @param local closed with this
     */
    public ReadThroughBackend(Backend local, AwayPacks away, Use use) {
        super(local);
        this.local = local;
        this.away = away;
        this.use = use;
        this.copies = new SinkCopies(local);
        Path directory = FetchedFiles.newDirectory();
        this.fetched = new FetchedFiles(directory, capacity(directory.getParent()), copies::fetch);
    }

    /** The files of a directory for the process that may change it; where it is to be a cache no longer, packs come back as they are read. */
    public static ReadThroughBackend open(Backend local, Path directory, boolean isCache) {
        AwayPacks away = AwayPacks.open(directory);
        if (!isCache && !away.isEmpty()) {
            LOG.warn("{} kept at the sinks alone, of {}. What is read comes back, everything with: cerb-backup check --read-data", Plurals.are(away.all().size(), "pack"), directory);
        }
        return new ReadThroughBackend(local, away, isCache ? Use.CACHE : Use.FILLED);
    }

    private static long capacity(Path temporary) {
        try {
            return FetchedFiles.capacity(temporary, MOST_FETCHED_BYTES);
        } catch (IOException e) {
            LOG.warn("no pack that is fetched is kept for the next that asks for it: cannot ask how much is free in {}: {}", temporary, e.toString());
            return 0;
        }
    }

    /** Says which sinks to ask. They are closed with this. */
    public void readFrom(Sinks places) {
        copies.readFrom(places);
    }

    /** Where packs are read from. */
    public Sinks sinks() {
        return copies.sinks();
    }

    /** Says who hears of losses. */
    public void tell(Losses listening) {
        copies.tell(listening);
    }

    /** The packs that are away. */
    public AwayPacks away() {
        return away;
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        try {
            return local.load(handle, offset, length, reader);
        } catch (NotFoundException e) {
            if (!isAway(handle)) {
                throw e;
            }
        }
        if (use == Use.FILLED && putBack(handle)) {
            return local.load(handle, offset, length, reader);
        }
        return fetched.load(handle, offset, length, reader);
    }

    /** Of packs that are away; of none where they are to come back, for which they must be read. */
    @Override
    public Optional<Map<Handle, String>> hashes(Collection<Handle> files) {
        return use == Use.FILLED ? Optional.empty() : Optional.of(AwayHashes.of(files.stream().filter(this::isOnlyAway).toList(), copies.sinks()));
    }

    /** Whether a pack is in its place, with this size in bytes. */
    boolean isHere(Handle pack, long size) {
        try {
            return local.size(pack) == size;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Whether a pack is away, and not here as well. */
    boolean isOnlyAway(Handle pack) {
        return away.size(pack).filter(size -> !isHere(pack, size)).isPresent();
    }

    /** Whether to read a pack takes fetching it from a sink. */
    public boolean isFetched(Id pack) {
        return isOnlyAway(new Handle(FileType.DATA, pack.toString()));
    }

    /** Saves a pack in its place that is away; false if there is no room for it, or no sound copy of it. */
    boolean putBack(Handle pack) {
        try (InputStream first = fetched.open(pack)) {
            long size = first.available();
            if (!isNamed(pack, first)) {
                return false;
            }
            local.save(pack, new Content() {
                @Override
                public long length() {
                    return size;
                }

                @Override
                public InputStream open() throws IOException {
                    return fetched.open(pack);
                }
            });
        } catch (PermanentException e) {
            return false;
        } catch (IOException e) {
            throw new CorruptException("cannot read " + pack + " as it was fetched: " + e.getMessage(), e);
        }
        away.remove(List.of(pack), false);
        fetched.forget(pack);
        return true;
    }

    private static boolean isNamed(Handle pack, InputStream in) throws IOException {
        var digesting = new DigestInputStream(in, Id.newDigest());
        digesting.transferTo(OutputStream.nullOutputStream());
        return Id.of(digesting.getMessageDigest()).toString().equals(pack.name());
    }

    @Override
    public long size(Handle handle) {
        try {
            return local.size(handle);
        } catch (NotFoundException e) {
            if (copies.isLost(handle) || !isAway(handle)) {
                throw e;
            }
            return away.size(handle).orElseThrow(() -> e);
        }
    }

    /** Asks the file again where memory says no: another process may have dropped the pack since. */
    private boolean isAway(Handle handle) {
        return handle.type() == FileType.DATA && (away.size(handle).isPresent() || away.reread().containsKey(handle));
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        if (type != FileType.DATA) {
            local.list(type, file);
            return;
        }
        // each run and each check begins with a list: by then a sink may have been put right
        fetched.forgetDamaged();
        if (use == Use.READ) {
            compare().forEach(failure -> LOG.warn("what is kept at the sinks alone is taken to be there: {}", failure.getMessage()));
        }
        // asked before and after: what is dropped or put back meanwhile is in one of the three
        var elsewhere = new HashMap<>(away.reread());
        var here = new HashSet<Handle>();
        local.list(type, (handle, size) -> {
            here.add(handle);
            file.accept(handle, size);
        });
        elsewhere.putAll(away.all());
        elsewhere.keySet().removeIf(pack -> here.contains(pack) || copies.isLost(pack));
        elsewhere.forEach(file);
    }

    @Override
    public synchronized void remove(Handle handle) {
        local.remove(handle);
        if (handle.type() == FileType.DATA) {
            away.remove(List.of(handle), false);
            fetched.forget(handle);
        }
    }

    /**
     * Asks every sink which of the packs that are away it has. What none has counts as missing from now on; as long as one cannot be asked, or has not our config, nothing
     * does that did not before.
     *
     * @return what cannot be asked, and why
     */
    public List<BackendException> compare() {
        Map<Boolean, List<Handle>> packs = away.reread().keySet().stream().collect(Collectors.partitioningBy(this::isOnlyAway));
        copies.returned(packs.get(false));
        return copies.compare(packs.get(true));
    }

    /**
     * Compares, so that what is lost is so now.
     *
     * @throws BackendException if packs are lost, and a sink cannot be asked that may have them again
     */
    public void demandCompared() {
        List<BackendException> failures = compare();
        if (!failures.isEmpty() && !copies.lost().isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Takes the packs that no sink has off the list of what is away, for an index that is to name them no longer; on return that is on the disk. */
    public void forgetLost() {
        away.remove(copies.lost(), true);
    }

    /**
     * Refuses to begin anew at a sink where packs are that no other has.
     *
     * @param name  the sink's
     * @param names those of all sinks that are mirrored to
     * @throws OperationException if what is there has no config: it is empty, or another place than it was
     */
    public void demandNotEmpty(Backend sink, String name, Collection<String> names) {
        long only = away.countOnlyAt(name, names);
        try {
            if (only > 0) {
                sink.size(Handle.CONFIG);
            }
        } catch (NotFoundException e) {
            throw new OperationException("nothing is sent to " + sink.location() + ": " + Plurals.are(only, "pack") + " kept there alone, and what is there now has no config, so it is empty, or another place than it was",
                    "Mount its disk, or correct the settings sink." + name + ".*. " + away.lostForGood(), e);
        }
    }

    /** Removes packs from here, that all of some sinks hold, with their sizes in bytes; those that are not here are passed over. */
    synchronized void drop(Map<Handle, Long> packs, Set<String> holders) {
        // a prune may have removed one since
        var here = new HashMap<>(packs);
        here.entrySet().removeIf(pack -> !isHere(pack.getKey(), pack.getValue()));
        away.add(here, holders);
        here.keySet().forEach(local::remove);
    }

    @Override
    public void close() {
        try (local; Sinks reached = copies.sinks()) {
            fetched.close();
        }
    }
}
