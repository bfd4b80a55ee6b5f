package cerb.backup.mysql.hotcopy.files;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.UnfitServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server's data directory as it is seen from here. */
public final class DataDirectory {
    /** By which time stamps of files may lag behind the clock: some milliseconds, on some file systems two seconds. */
    public static final Duration CLOCK_TICK = Duration.ofSeconds(2);

    private static final String REMEDY = "Run on the server's host as its user or as root, and set hotcopy.data-directory if its data directory is seen at another path from here"
            + " (a container's volume, for instance); or set dump.method=sql.";

    private final Path path;
    private final ServerTraits traits;

    private DataDirectory(Path path, ServerTraits traits) {
        this.path = path;
        this.traits = traits;
    }

    /**
     * Where the server's files are.
     *
     * @param configured where they are seen from here; null: where the server says, which must then be on this machine
     * @throws DatabaseException if there is no such directory for us, or it is of another server
     */
    public static DataDirectory of(DatabaseAddress address, ServerTraits traits, Path configured) {
        if (configured == null && !address.isLocal()) {
            throw unreachable(Path.of(traits.dataDirectory()), "is on another host: " + address.host());
        }
        Path path = configured == null ? Path.of(traits.dataDirectory()) : configured;
        if (!Files.isDirectory(path)) {
            throw unreachable(path, "is no directory that is seen from here");
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw unreachable(path, "may not be read by this user, " + System.getProperty("user.name"));
        }
        DataDirectory directory = new DataDirectory(path, traits);
        directory.demandSameId();
        return directory;
    }

    /** MySQL keeps its id in the directory; MariaDB keeps none. */
    private void demandSameId() {
        Path file = path.resolve("auto.cnf");
        String id = traits.server().uuid();
        try {
            if (!traits.server().isMariaDb() && (!Files.exists(file) || Files.readAllLines(file).stream().noneMatch(line -> line.strip().equals("server-uuid=" + id)))) {
                throw unreachable(path, "is of another server: its auto.cnf does not name " + id);
            }
        } catch (IOException e) {
            throw unreachable(file, "cannot be read: " + e);
        }
    }

    /** Refuses a directory in which we could not put files that the server can open. */
    public void demandWritable() {
        if (!Files.isWritable(path)) {
            throw unreachable(path, "may not be written by this user, " + System.getProperty("user.name"));
        }
    }

    /** Whether there is a directory for a schema's files. */
    public boolean holds(String schema) {
        return !named(schema).isEmpty();
    }

    /** The directory of a schema's files. Throws where there is none. */
    public Path schema(String schema) {
        List<Path> found = named(schema);
        if (found.size() != 1 || !Files.isDirectory(found.get(0))) {
            throw unreachable(path, "has " + (found.isEmpty() ? "no directory" : "more than one directory") + " for schema " + schema);
        }
        return found.get(0);
    }

    private List<Path> named(String schema) {
        Pattern name = Pattern.compile(FileNames.regex(schema), traits.foldsCase() ? Pattern.CASE_INSENSITIVE : 0);
        return list(path).filter(entry -> name.matcher(entry.getFileName().toString()).matches()).toList();
    }

    /** Its entries. */
    public static Stream<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList().stream();
        } catch (IOException | UncheckedIOException e) {
            throw unreachable(directory, "cannot be listed: " + e);
        }
    }

    /** Bytes of a file. */
    public static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreachable(file, "cannot be read: " + e);
        }
    }

    /** When a file was written last, to the second. */
    public static Instant writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (IOException e) {
            throw unreachable(file, "cannot be read: " + e);
        }
    }

    /** {@code why} begins with a verb. */
    public static DatabaseException unreachable(Path what, String why) {
        return new UnfitServerException("the server's files cannot be reached: " + what + " " + why, REMEDY);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
