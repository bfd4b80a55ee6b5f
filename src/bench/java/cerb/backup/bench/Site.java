package cerb.backup.bench;

import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.demo.TemporaryDirectory;
import cerb.backup.demo.helpdesk.Clerk;
import cerb.backup.demo.helpdesk.Helpdesk;
import cerb.backup.demo.helpdesk.HelpdeskSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** The helpdesk that all contestants back up, and where they put it. */
final class Site implements AutoCloseable {
    static final String SCHEMA = "bench";
    /** Seconds between two checkpoints of the daemon; after them, the first change is checkpointed as soon as it has settled. */
    static final int SNAPSHOT_INTERVAL = 5;
    private static final long SEED = 4_711;

    private final TemporaryDirectory home = TemporaryDirectory.create("cerb-backup-bench-");
    private final EmbeddedDatabase database = EmbeddedDatabase.start("--innodb-buffer-pool-size=1G");
    private final Helpdesk helpdesk = new Helpdesk(database::connect, SCHEMA, home.path().resolve("storage"));

    private final HelpdeskSize size;

    Site(HelpdeskSize size) throws IOException {
        this.size = size;
        Files.writeString(place("password"), "bench\n");
        Files.setPosixFilePermissions(place("password"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(place("cerb-backup.properties"), """
                instance.name=bench
                storage.kind=plain
                database.port=%d
                database.name=%s
                database.user=%s
                storage.directory=%s
                repository.directory=%s
                repository.password-file=%s
                repository.minimum-free=1%%
                snapshot.interval=%ds
                engine.threads=%d
                """.formatted(port(), SCHEMA, EmbeddedDatabase.USER, storage(), place("ours"), place("password"), SNAPSHOT_INTERVAL,
                Runtime.getRuntime().availableProcessors()));
    }

    /** Fills the helpdesk, anew for each round. */
    void fill() throws SQLException, IOException {
        database.createSchema(SCHEMA);
        clear(storage());
        Files.createDirectories(storage());
        helpdesk.fill(size, SEED, (what, done, total) -> { });
    }

    /** A day passes: append-only tables grow by one in a hundred, and of the mutable ones one row in a hundred changes. */
    void nextDay() throws SQLException {
        try (var clerk = new Clerk(helpdesk, System.nanoTime())) {
            for (var i = 0; i < size.tickets() / 100; i++) {
                clerk.receiveMail();
            }
        }
        try (var connection = helpdesk.connect(); var statement = connection.createStatement()) {
            for (var table : new String[] {"ticket SET importance = importance ^ 1", "address SET num_nonspam = num_nonspam + 1",
                "contact SET gender = 'M'"}) {
                statement.executeUpdate("UPDATE " + table + " WHERE CRC32(id) % 100 = 7");
            }
        }
    }

    /** One row in a hundred changes wherever most of the bytes are, at random. */
    void changeAnything() throws SQLException {
        try (var connection = helpdesk.connect(); var statement = connection.createStatement()) {
            for (var table : new String[] {"message SET worker_id = worker_id + 1", "message_headers SET headers = CONCAT('x', SUBSTRING(headers, 2))",
                "storage_message_content SET data = CONCAT('x', SUBSTRING(data, 2))", "fulltext_message_content SET content = CONCAT('x', SUBSTRING(content, 2))",
                "context_activity_log SET created = created + 1", "ticket SET importance = importance ^ 1"}) {
                statement.executeUpdate("UPDATE " + table + " WHERE RAND(4711) < 0.01");
            }
        }
    }

    /** Makes what {@link #probe} writes to. */
    void makeProbe() throws SQLException {
        try (var connection = helpdesk.connect(); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE probe (n INT)");
            statement.execute("INSERT INTO probe VALUES (0)");
        }
    }

    /** Somebody who writes to the helpdesk's schema from now on. */
    WriteProbe probe() throws SQLException {
        return new WriteProbe(helpdesk.connect());
    }

    /** Seconds of processor time that the server has used since its start. */
    double serverSeconds() {
        return database.processorTime().toNanos() / 1e9;
    }

    /** So many attachments more. */
    void attach(int count) throws SQLException {
        try (var clerk = new Clerk(helpdesk, System.nanoTime())) {
            for (var i = 0; i < count; i++) {
                clerk.attach(1);
            }
        }
    }

    /** A third of the attachments is deleted, of each kind and in all packs. */
    void removeThird() throws IOException {
        try (var files = Files.walk(storage().resolve("attachments"))) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> Long.parseLong(file.getFileName().toString()) / 3 % 3 == 0).toList()) {
                Files.delete(file);
            }
        }
    }

    /** How our program is started: a format with a place for the verb. */
    String program() {
        var program = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("target/cerb-backup/bin/cerb-backup");
        return program + " %s --quiet --config " + place("cerb-backup.properties");
    }

    /** A directory or file of that name beside the helpdesk. */
    Path place(String name) {
        return home.path().resolve(name);
    }

    /** Removes what a contestant made. */
    void clear(Path made) throws IOException {
        TemporaryDirectory.delete(made);
    }

    Path storage() {
        return helpdesk.storage();
    }

    int port() {
        return database.port();
    }

    /** The server's data directory. */
    Path data() {
        return database.dataDirectory();
    }

    /** A scratch schema, empty. */
    void emptySchema(String name) throws SQLException {
        database.createSchema(name);
    }

    @Override
    public void close() {
        database.close();
        home.close();
    }
}
