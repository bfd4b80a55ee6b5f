package cerb.backup.operation.cache;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.FileError;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The packs that are kept at the sinks alone, in a file of the repository's directory that also says to people what that means. A line
 * {@code + 16777216 0123...} adds a pack of so many bytes, {@code - 0123...} takes it away; all others are words. Half a line, as a power cut
 * leaves it, is none: it ends in the middle of a name.
 *
 * <p>Thread-safe. Of several processes only the one that holds the {@link cerb.backup.operation.gate.HostLock} may change it.
 */
public final class AwayPacks {
    /** The file's name, in the repository's directory. */
    public static final String NAME = "NOT-A-FULL-REPOSITORY";

    private static final String WORDS = """
            This directory is NOT a full repository, and no backup by itself: it is a cache (repository.keep=metadata).
            The packs of data listed below were removed from it, because every sink holds them. Restore from a sink, or with cerb-backup,
            which fetches what is needed from a sink. Do not run "restic repair index", "restic rebuild-index" or "restic prune" here:
            they take the packs below for lost.
            To have everything here again: set repository.keep=all, start cerb-backup anew, and run "cerb-backup check --read-data".
            """;
    private static final Pattern LINE = Pattern.compile("\\+ (\\d{1,18}) ([0-9a-f]{64})|- ([0-9a-f]{64})");

    private final Path file;
    private Map<Handle, Long> sizes;
    /** Whether the file is known to end with a whole line, and to be in its directory after a power cut. */
    private boolean ended;

    private AwayPacks(Path file, Map<Handle, Long> sizes) {
        this.file = file;
        this.sizes = sizes;
    }

    /** Reads the list of a repository's directory; where there is none, no pack is away. */
    public static AwayPacks read(Path directory) {
        Path file = directory.resolve(NAME);
        return new AwayPacks(file, parse(file));
    }

    /** Reads the list for the process that may change it, and writes it anew. */
    public static AwayPacks open(Path directory) {
        AwayPacks away = read(directory);
        if (Files.exists(away.file)) {
            away.compact();
        }
        return away;
    }

    private static Map<Handle, Long> parse(Path file) {
        var sizes = new LinkedHashMap<Handle, Long>();
        try {
            Files.readString(file).lines().forEach(line -> read(line, sizes));
            return sizes;
        } catch (NoSuchFileException e) {
            return sizes;
        } catch (IOException e) {
            throw new OperationException("cannot read " + file + ", which lists the packs that are kept at the sinks alone: " + FileError.words(e, file),
                    "Make it readable for the user that runs cerb-backup; do not remove it.", e);
        }
    }

    private static void read(String line, Map<Handle, Long> sizes) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && matcher.group(2) != null) {
            sizes.put(new Handle(FileType.DATA, matcher.group(2)), Long.valueOf(matcher.group(1)));
        } else if (matcher.matches()) {
            sizes.remove(new Handle(FileType.DATA, matcher.group(3)));
        }
    }

    /** The size in bytes of a pack that is away; empty for any other. */
    public synchronized Optional<Long> size(Handle pack) {
        return Optional.ofNullable(sizes.get(pack));
    }

    /** All that are away, with their sizes in bytes. */
    public synchronized Map<Handle, Long> all() {
        return Map.copyOf(sizes);
    }

    /** The bytes of all that are away. */
    public synchronized long totalBytes() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Reads the file again, which another process may have changed, and returns all with their sizes in bytes. */
    synchronized Map<Handle, Long> reread() {
        sizes = parse(file);
        return Map.copyOf(sizes);
    }

    /** Whether none is: the directory is a full repository. */
    public synchronized boolean isEmpty() {
        return sizes.isEmpty();
    }

    /** Adds packs with their sizes in bytes; on return they are on the disk. */
    public synchronized void add(Map<Handle, Long> packs) {
        append(packs.entrySet().stream().map(pack -> "+ " + pack.getValue() + " " + pack.getKey().name() + "\n").collect(Collectors.joining()), true);
        sizes.putAll(packs);
    }

    /** Takes packs off the list; after a power cut they may be on it again, unless it is done durably. Without any the file goes. */
    synchronized void remove(Collection<Handle> packs, boolean durably) {
        var gone = packs.stream().filter(sizes::containsKey).toList();
        if (gone.isEmpty()) {
            return;
        }
        if (gone.size() < sizes.size()) {
            append(gone.stream().map(pack -> "- " + pack.name() + "\n").collect(Collectors.joining()), durably);
        } else {
            delete();
        }
        sizes.keySet().removeAll(gone);
    }

    private void append(String lines, boolean durably) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            boolean isNew = !Files.exists(file);
            boolean isWhole = ended && !isNew;
            ended = false;
            // what a power cut or a full disk has left of a line must not become the beginning of this one
            write(file, (isNew ? WORDS : isWhole ? "" : "\n") + lines, durably, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (!isWhole) {
                forceDirectory();
            }
            ended = true;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void delete() {
        try {
            if (Files.deleteIfExists(file)) {
                forceDirectory();
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Writes the list anew, without what has come and gone. */
    private synchronized void compact() {
        if (sizes.isEmpty()) {
            delete();
            return;
        }
        Path fresh = file.resolveSibling(NAME + "-tmp");
        try {
            String lines = sizes.entrySet().stream().map(pack -> "+ " + pack.getValue() + " " + pack.getKey().name() + "\n").collect(Collectors.joining());
            write(fresh, WORDS + lines, true, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            ended = true;
            forceDirectory();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static void write(Path file, String text, boolean durably, StandardOpenOption... more) throws IOException {
        var options = new HashSet<>(Set.of(more));
        options.add(StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
            for (var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)); bytes.hasRemaining();) {
                channel.write(bytes);
            }
            if (durably) {
                channel.force(true);
            }
        }
    }

    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.getParent())) {
            directory.force(true);
        }
    }

    private OperationException cannotWrite(IOException e) {
        return new OperationException("cannot note in " + file + " which packs are kept at the sinks alone: " + FileError.words(e, file),
                "No pack was dropped. Make room on the disk and the directory writable.", e);
    }
}
