package cerb.backup.operation.removal;

import cerb.backup.backend.Handle;
import cerb.backup.operation.report.OperationException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The orders to remove, one line of JSON each, in a file of the local repository's directory:
 * <pre>
 * {"version":1,"at":"2026-11-23T15:00:00Z","by":"prune","needs":["index/0123..."],"remove":["data/ab/ab01...","index/4567..."]}
 * </pre>
 * A line counts when it is whole, with its line end; since the line is on the disk before the first removal, half a last line means that
 * nothing was removed. restic ignores the file.
 *
 * <p>Thread-safe, also where several journals of one directory are open in one process; of several processes only the one that holds the
 * repository's {@link cerb.backup.operation.gate.HostLock} may change it.
 */
public final class RemovalJournal {
    /** The file's name, in the repository's directory. */
    public static final String NAME = "cerb-backup.removals";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Held while any journal is changed: several may be open for one file. */
    private static final Object CHANGING = new Object();

    private final Path file;
    private Content known = new Content(null, List.of());

    /** What was read, and of which state of the file. */
    private record Content(String state, List<Removal> removals) { }

    /** The journal of the repository in that directory; the file is made with the first record. */
    public RemovalJournal(Path repositoryDirectory) {
        this.file = repositoryDirectory.resolve(NAME);
    }

    /** Adds an order; on return it is on the disk. */
    public void append(Removal removal) {
        synchronized (CHANGING) {
            try (FileChannel channel = open(file, StandardOpenOption.CREATE)) {
                channel.truncate(endOfLastLine(channel));
                channel.position(channel.size());
                write(channel, removal);
                channel.force(true);
                forceDirectory();
            } catch (IOException e) {
                throw new OperationException("cannot record in " + file + " what is to be removed: " + e.getMessage(),
                        "Nothing was removed. Make room on the disk and the directory writable, then run the same command again.", e);
            }
        }
    }

    /**
     * Drops the oldest orders, so that the file does not grow for ever, up to the first that is still of use: it may wait for what a later one
     * has removed again.
     *
     * @param isDone tells which are of no use: every sink has carried them out
     */
    public void drop(Predicate<Removal> isDone) {
        synchronized (CHANGING) {
            List<Removal> all = read();
            List<Removal> kept = all.stream().dropWhile(isDone).toList();
            if (kept.size() < all.size()) {
                replace(kept);
            }
        }
    }

    private void replace(List<Removal> kept) {
        Path temporary = file.resolveSibling(NAME + "-tmp");
        try {
            try (FileChannel channel = open(temporary, StandardOpenOption.CREATE)) {
                channel.truncate(0);
                for (Removal removal : kept) {
                    write(channel, removal);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
        } catch (IOException e) {
            throw new OperationException("cannot shorten the record of removals in " + file + ": " + e.getMessage(),
                    "Nothing was lost. Make room on the disk and the directory writable.", e);
        }
    }

    private static FileChannel open(Path path, StandardOpenOption create) throws IOException {
        return FileChannel.open(path, Set.of(create, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void write(FileChannel channel, Removal removal) throws IOException {
        for (var bytes = ByteBuffer.wrap((line(removal) + "\n").getBytes(StandardCharsets.UTF_8)); bytes.hasRemaining();) {
            channel.write(bytes);
        }
    }

    /** A crash may have left half a line, to which nothing may be appended. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.getParent())) {
            directory.force(true);
        }
    }

    /** All orders, the oldest first. */
    public synchronized List<Removal> read() {
        try {
            String state = state();
            if (!state.equals(known.state)) {
                known = new Content(state, parseFile());
            }
            return known.removals;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new OperationException("cannot read the record of removals in " + file + ": " + e.getMessage(),
                    "Nothing is removed at any sink until it is readable. Repair its lines or move the file away.", e);
        }
    }

    /** Tells a file from another, and from what it was: it only grows, or another takes its place. */
    private String state() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
    }

    private List<Removal> parseFile() throws IOException {
        String text = Files.readString(file);
        var removals = new ArrayList<Removal>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            removals.add(parse(line));
        }
        return List.copyOf(removals);
    }

    private static String line(Removal removal) {
        ObjectNode node = JSON.createObjectNode().put("version", 1).put("at", removal.at().toString()).put("by", removal.by());
        paths(node.putArray("needs"), removal.needs());
        paths(node.putArray("remove"), removal.remove());
        return node.toString();
    }

    private static void paths(ArrayNode array, List<Handle> files) {
        files.forEach(handle -> array.add(handle.path()));
    }

    private static Removal parse(String line) throws JsonProcessingException {
        JsonNode node = JSON.readTree(line);
        if (node.path("version").asInt() != 1) {
            throw new IllegalArgumentException("a record is of version " + node.path("version") + ", known is 1");
        }
        return new Removal(Instant.parse(node.path("at").asText()), node.path("by").asText(), handles(node.path("needs")), handles(node.path("remove")));
    }

    private static List<Handle> handles(JsonNode paths) {
        var handles = new ArrayList<Handle>();
        paths.forEach(path -> handles.add(Handle.parse(path.asText())
                .orElseThrow(() -> new IllegalArgumentException("a record names '" + path.asText() + "', which is no file of a repository"))));
        return handles;
    }
}
