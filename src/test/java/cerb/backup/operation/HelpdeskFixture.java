package cerb.backup.operation;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.Backend;
import cerb.backup.cerb.StorageKey;
import cerb.backup.configuration.FreeSpace;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.Password;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.lock.LockReport;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.retention.Retention;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.shared.Limits;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import cerb.backup.storage.watch.DirtyDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small helpdesk in a directory: storage, a repository beside it, and dumps of a table that names the attachments. */
public final class HelpdeskFixture {
    public static final String PASSWORD = "correct horse";
    /** What a password costs to try where a test is not about that: a test opens many repositories, often. */
    public static final KeyDerivation CHEAP_KEYS = new KeyDerivation(1024, 8, 1);
    /** For tests in which nobody else locks at the same moment; hundreds of locks would wait a fifth of a second each. */
    public static final Duration NO_SETTLE = Duration.ZERO;
    private static final RepositoryOptions QUICK = RepositoryOptions.defaults().withKeyDerivation(CHEAP_KEYS).withLockSettle(NO_SETTLE);

    public final Path root;
    public final Path storage;
    public final Path repository;

    public HelpdeskFixture(Path root) {
        this.root = root;
        this.storage = root.resolve("storage");
        this.repository = root.resolve("repository");
        write("_master.key", "secret".getBytes(StandardCharsets.UTF_8));
        write("version.php", "<?php".getBytes(StandardCharsets.UTF_8));
    }

    public EngineOptions options() {
        return options("cerb");
    }

    /** The options of a helpdesk of another name. */
    public EngineOptions options(String name) {
        return new EngineOptions(name, repository, Password.of(PASSWORD), QUICK.withLimits(Limits.DEFAULT.withThreads(2)), FreeSpace.parse("1MiB"), "cerb",
                new StorageSource(storage, true, List.of("tmp/**"), false), Retention.DEFAULT, Set.of(), Duration.ZERO, false);
    }

    /** The options of a repository alone: without a floor, a database and files. */
    public static EngineOptions bare(Path repository, Limits limits) {
        return new EngineOptions("cerb", repository, Password.of(PASSWORD), QUICK.withLimits(limits), FreeSpace.parse("0"), null, null, Retention.DEFAULT, Set.of(), Duration.ZERO, false);
    }

    public Engine engine() {
        return Engine.openOrInitialise(options(), new Observers());
    }

    public Engine engine(Backend backend) {
        return Engine.over(backend, options(), new Observers(), Clock.systemUTC());
    }

    /** An engine over a backend, by a clock of one's own. */
    public static Engine engine(Backend backend, EngineOptions options, Clock clock) {
        return Engine.over(backend, options, new Observers(), clock);
    }

    /** Writes a file below the storage directory. */
    public Path write(String path, byte[] content) {
        try {
            Path file = storage.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String path) {
        try {
            Files.delete(storage.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String attachment(long id) {
        return StorageKey.of("attachments", id).path("attachments");
    }

    public static byte[] content(long id, int size) {
        byte[] bytes = new byte[size];
        new Random(id).nextBytes(bytes);
        return bytes;
    }

    /** Writes the attachments of these ids, each of a size of its own. */
    public void attach(int from, int to) {
        IntStream.range(from, to).forEach(id -> write(attachment(id), content(id, 100 + id * 37 % 5000)));
    }

    public static DirtyBatch dirty(String... paths) {
        var byDirectory = Arrays.stream(paths).map(RelativePath::of)
                .collect(Collectors.groupingBy(RelativePath::parent, TreeMap::new, Collectors.mapping(RelativePath::name, Collectors.toSet())));
        return DirtyBatch.of(byDirectory.entrySet().stream().map(entry -> new DirtyDirectory(entry.getKey(), false, entry.getValue())).toList());
    }

    /** Takes a recovery point of a database that holds one table with these ids. */
    public RecoveryPointResult recoveryPoint(Engine engine, int... ids) throws IOException {
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
            return run.commit(storeDump(run, ids));
        }
    }

    /** Stores a dump of one table with these ids and answers its report. */
    public static DumpReport storeDump(Run run, int... ids) throws IOException {
        String rows = "INSERT INTO `attachment` (`id`) VALUES\n"
                + Arrays.stream(ids).mapToObj(id -> "(" + id + ")").collect(Collectors.joining(",\n", "", ";\n"));
        store(run, new DumpPart("cerb/schema.sql", null, 0, 0), "CREATE TABLE `attachment` (`id` int PRIMARY KEY);\n");
        store(run, new DumpPart("cerb/data/attachment.sql", "attachment", 1, 0), rows);
        store(run, new DumpPart("cerb/post.sql", null, 0, 0), "");
        Instant now = Instant.now();
        return new DumpReport(new Server(Server.Flavour.MARIADB, "11.4.5", ""), "cerb", now, now, now, null, null, List.of(new LockReport(LockReport.SCHEMA, 1, 3, 3, 3)),
                List.of(new TableReport("attachment", "InnoDB", ids.length, rows.length(), "00", Consistency.SNAPSHOT, 1)), List.of(), List.of());
    }

    static void store(Run run, DumpPart part, String text) throws IOException {
        run.store(part, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Has both restics look at every byte, and the newer at the spelling of every tree. */
    public void checkByRestic() {
        for (ResticVersion version : ResticVersion.values()) {
            Oracles.restic(version).run(repository.toString(), PASSWORD, "check", "--read-data");
        }
        Oracles.restic(ResticVersion.NEWER).run(repository.toString(), PASSWORD, "rewrite", "--dry-run", "--exclude", "/no/such/path");
    }

    /** Restores {@code /storage} of a snapshot by restic and answers where it is. */
    public Path restoreByRestic(ResticVersion version, String snapshot, String name) {
        Path target = root.resolve(name);
        Oracles.restic(version).run(repository.toString(), PASSWORD, "restore", snapshot, "--target", target.toString());
        return target.resolve("storage");
    }
}
