package cerb.backup.backend.local;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.Digests;
import cerb.backup.backend.FileType;
import cerb.backup.backend.FirstBytes;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whole files fetched from elsewhere, the most recently read of them kept on disk up to a number of bytes. Safe for use by several threads at once, of which one fetches a
 * file while the others who want it wait. What lies there is as the repository has it: encrypted.
 */
public final class FetchedFiles implements AutoCloseable {
    private static final int TURNS = 32;

    private final Path directory;
    private final long capacity;
    private final Fetch fetch;
    private final Map<Handle, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
    /** Those of them that came wrong. */
    private final Set<Handle> damaged = new HashSet<>();
    private final Object[] turns = new Object[TURNS];
    private FetchedDirectory made;

    /**
     * Begins without any.
     *
     * @param directory where they are kept; made when the first is fetched, emptied on close
     * @param capacity  bytes to keep there, besides the files that are read
     */
    public FetchedFiles(Path directory, long capacity, Fetch fetch) {
        this.directory = directory;
        this.capacity = capacity;
        this.fetch = fetch;
        for (int i = 0; i < TURNS; i++) {
            turns[i] = new Object();
        }
    }

    /** Names a directory for temporary files; what a killed process has left in another such goes when this one is made. */
    public static Path newDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"), FetchedDirectory.PREFIX + UUID.randomUUID());
    }

    /**
     * How many bytes to keep in a directory: so many at most, and a quarter of what is free, since on a small disk, or one that is memory, others need room as well.
     *
     * @throws IOException if the disk cannot be asked
     */
    public static long capacity(Path directory, long most) throws IOException {
        return Math.min(most, Files.getFileStore(directory).getUsableSpace() / 4);
    }

    /** Gets one file. */
    @FunctionalInterface
    public interface Fetch {
        /** Hands the file's bytes to the target, from the first to the last. */
        void into(Handle handle, Backend.Reader<Long> target);
    }

    /** Reads a range as {@link Backend#load} promises it. */
    public <T> T load(Handle handle, long offset, long length, Backend.Reader<T> reader) {
        try (InputStream in = open(handle)) {
            long size = in.available();
            long end = length < 0 ? size : offset + length;
            if (offset > size || end > size) {
                throw new CorruptException(handle + " has " + size + " bytes, less than the range from " + offset + " to " + Math.max(offset, end));
            }
            in.skipNBytes(offset);
            return reader.read(new FirstBytes(in, end - offset));
        } catch (IOException e) {
            throw new TransientException("cannot read " + handle + " as fetched into " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Opens a file, fetched before or now. It stays readable when another thread makes room. The caller closes it. */
    public InputStream open(Handle handle) throws IOException {
        synchronized (turns[Math.floorMod(handle.hashCode(), TURNS)]) {
            InputStream in = openHere(handle);
            return in == null ? openNew(handle, fetchNow(handle)) : in;
        }
    }

    private synchronized InputStream openHere(Handle handle) throws IOException {
        try {
            return sizes.get(handle) == null ? null : Files.newInputStream(file(handle));
        } catch (NoSuchFileException e) {
            // somebody who tidies temporary files has removed it
            forget(handle);
            return null;
        }
    }

    private synchronized InputStream openNew(Handle handle, boolean isSound) throws IOException {
        InputStream in = Files.newInputStream(file(handle));
        // The size of the file, up to 2 GiB, which no repository file reaches.
        sizes.put(handle, (long) in.available());
        if (!isSound) {
            damaged.add(handle);
        }
        makeRoom();
        return in;
    }

    /** Returns whether what came is sound. */
    private boolean fetchNow(Handle handle) throws IOException {
        makeDirectory();
        Path partial = directory.resolve("partial-" + handle.name());
        // It is as often the way that changes bytes as the place. What comes wrong twice stays: of a damaged pack, the blobs that are sound are still to be read.
        boolean isSound = fetchInto(partial, handle) || fetchInto(partial, handle);
        Files.move(partial, file(handle), StandardCopyOption.ATOMIC_MOVE);
        return isSound;
    }

    /** Returns whether what came has the SHA-256 by which it is named; the config is not named so. */
    private boolean fetchInto(Path target, Handle handle) {
        MessageDigest digest = Digests.of("SHA-256");
        fetch.into(handle, in -> Files.copy(new DigestInputStream(in, digest), target, StandardCopyOption.REPLACE_EXISTING));
        return handle.type() == FileType.CONFIG || HexFormat.of().formatHex(digest.digest()).equals(handle.name());
    }

    /** Again where somebody who tidies temporary files has removed it. */
    private synchronized void makeDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            closeDirectory();
            made = FetchedDirectory.make(directory);
        }
    }

    private void closeDirectory() throws IOException {
        if (made != null) {
            made.close();
            made = null;
        }
    }

    private void makeRoom() throws IOException {
        long total = sizes.values().stream().mapToLong(Long::longValue).sum();
        Iterator<Map.Entry<Handle, Long>> oldest = sizes.entrySet().iterator();
        while (total > capacity && oldest.hasNext()) {
            Map.Entry<Handle, Long> each = oldest.next();
            total -= each.getValue();
            Files.deleteIfExists(file(each.getKey()));
            damaged.remove(each.getKey());
            oldest.remove();
        }
    }

    /** Forgets a file, so that it is fetched again when it is asked for. Whoever reads it may go on. */
    public synchronized void forget(Handle handle) {
        damaged.remove(handle);
        if (sizes.remove(handle) != null) {
            // what cannot be deleted now is overwritten by the next fetch, or goes on close
            file(handle).toFile().delete();
        }
    }

    /** Forgets what came wrong, which may have been put right since where it comes from. */
    public synchronized void forgetDamaged() {
        List.copyOf(damaged).forEach(this::forget);
    }

    private Path file(Handle handle) {
        return directory.resolve(handle.type().directory() + "-" + handle.name());
    }

    /** Deletes everything fetched. */
    @Override
    public synchronized void close() {
        sizes.clear();
        try {
            closeDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete what was fetched into " + directory, e);
        }
    }
}
