package cerb.backup.component.sink;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.backend.local.FetchedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A repository at a sink, reached through the sink's route and store. It asks for whole files only, so that any Camel component can serve as a store; what it has fetched
 * it keeps for a while in a directory of its own, because readers ask for many ranges of one pack. Safe for use by several threads at once.
 */
public final class RoutedBackend implements Backend {
    private static final int HASHED_AT_ONCE = 63;

    private final SinkStore store;
    private final Listing listing;
    private final FetchedFiles fetched;

    /**
     * Makes a backend over a store.
     *
     * @param store     the store at the end of the sink's route
     * @param directory where fetched files are kept; made if absent, emptied on close
     * @param capacity  bytes to keep there, besides the file that is read
     */
    public RoutedBackend(SinkStore store, Path directory, long capacity) {
        this.store = store;
        this.listing = new Listing(store);
        this.fetched = new FetchedFiles(directory, capacity, this::fetch);
    }

    /** Nothing is put over what is there. A lock's name is new each time, so it is not asked for, which a mirror would do all day. */
    @Override
    public void save(Handle handle, Content content) {
        OptionalLong present = handle.type() == FileType.LOCK ? OptionalLong.empty() : listing.size(handle);
        if (present.isEmpty()) {
            store.put(handle, content);
        } else if (present.getAsLong() != content.length()) {
            throw new PermanentException("cannot save " + handle + " at " + location() + ": a file of this name with " + present.getAsLong()
                    + " bytes instead of " + content.length() + " is there. Check the sink with restic check before you remove it.");
        }
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        if (handle.type() == FileType.CONFIG) {
            // The one file whose name does not fix its bytes: another repository may have taken the place of ours since it was fetched.
            fetched.forget(handle);
        }
        return fetched.load(handle, offset, length, reader);
    }

    private void fetch(Handle handle, Reader<Long> target) {
        try {
            store.get(handle, target);
        } catch (BackendException e) {
            // No store says "not found" as another does, but all of them can list.
            if (listing.size(handle).isEmpty()) {
                throw new NotFoundException("there is no " + handle + " at " + location(), e);
            }
            throw e;
        }
    }

    @Override
    public long size(Handle handle) {
        return listing.size(handle).orElseThrow(() -> new NotFoundException("there is no " + handle + " at " + location()));
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        listing.all(type).forEach(file);
    }

    /**
     * Asks many files at once, but not so many that one answer takes long; and with each lot the config, which can be read: an answer without it has looked at another directory,
     * or was cut, and says nothing of the others.
     */
    @Override
    public Optional<Map<Handle, String>> hashes(Collection<Handle> files) {
        Map<Handle, String> hashes = new HashMap<>();
        List<Handle> all = List.copyOf(files);
        for (int first = 0; first < all.size(); first += HASHED_AT_ONCE) {
            var asked = new HashSet<>(all.subList(first, Math.min(all.size(), first + HASHED_AT_ONCE)));
            asked.add(Handle.CONFIG);
            Optional<Map<Handle, String>> some = store.hash(asked);
            if (some.isEmpty() && hashes.isEmpty()) {
                return Optional.empty();
            }
            hashes.putAll(some.filter(said -> said.containsKey(Handle.CONFIG)).orElseThrow(() -> new TransientException("cannot hash " + asked.size() + " files at " + location()
                    + ": the answer lacks " + Handle.CONFIG + ", which is there")));
        }
        hashes.keySet().retainAll(all);
        return Optional.of(hashes);
    }

    /** Makes sure that the file is gone, but for a lock: one that stays is known for ours by the next who locks, or as stale. */
    @Override
    public void remove(Handle handle) {
        fetched.forget(handle);
        store.delete(handle);
        if (handle.type() != FileType.LOCK && listing.size(handle).isPresent()) {
            throw new TransientException("cannot delete " + handle + " at " + location() + ": it is still listed");
        }
    }

    /** Asks once a directory at the end instead of once a file: a list costs as much as a delete. */
    @Override
    public void remove(Iterator<Handle> files, BooleanSupplier mayGoOn, Consumer<Handle> gone) {
        List<Handle> deleted = new ArrayList<>();
        try {
            while (mayGoOn.getAsBoolean() && files.hasNext()) {
                Handle file = files.next();
                fetched.forget(file);
                store.delete(file);
                deleted.add(file);
            }
        } catch (RuntimeException e) {
            try {
                confirmGone(deleted, gone);
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        confirmGone(deleted, gone);
    }

    private void confirmGone(List<Handle> deleted, Consumer<Handle> gone) {
        Set<Handle> still = listing.present(deleted);
        deleted.stream().filter(file -> !still.contains(file)).forEach(gone);
        if (!still.isEmpty()) {
            throw new TransientException("cannot delete " + still.iterator().next() + " at " + location() + ": it is still listed, as are " + (still.size() - 1) + " others that were deleted");
        }
    }

    @Override
    public String location() {
        return "sink " + store.sink();
    }

    @Override
    public void close() {
        fetched.close();
    }
}
