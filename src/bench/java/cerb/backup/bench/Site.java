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
    private static final long SEED = 4_711;

    private final TemporaryDirectory home = TemporaryDirectory.create("cerb-backup-bench-");
    private final EmbeddedDatabase database = EmbeddedDatabase.start("--innodb-buffer-pool-size=1G");
    private final Helpdesk helpdesk = new Helpdesk(database::connect, SCHEMA, home.path().resolve("storage"));

    void fill(HelpdeskSize size) throws SQLException, IOException {
        database.createSchema(SCHEMA);
        Files.createDirectories(helpdesk.storage());
        helpdesk.fill(size, SEED, (what, done, total) -> { });
        Files.writeString(home.path().resolve("password"), "bench\n");
        Files.setPosixFilePermissions(home.path().resolve("password"), PosixFilePermissions.fromString("rw-------"));
    }

    /** A day passes: append-only tables grow by one in a hundred, and of the mutable ones one row in a hundred changes. */
    void nextDay(HelpdeskSize size) throws SQLException {
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

    /** So many attachments more. */
    void attach(int count) throws SQLException {
        try (var clerk = new Clerk(helpdesk, System.nanoTime())) {
            for (var i = 0; i < count; i++) {
                clerk.attach(1);
            }
        }
    }

    /** A directory or file of that name beside the helpdesk. */
    Path place(String name) {
        return home.path().resolve(name);
    }

    /** Removes what a contestant made. */
    void clear(String name) throws IOException {
        TemporaryDirectory.delete(place(name));
    }

    Path storage() {
        return helpdesk.storage();
    }

    int port() {
        return database.port();
    }

    /** A scratch schema, empty. */
    void emptySchema(String name) throws SQLException {
        database.createSchema(name);
    }

    /** A configuration of cerb-backup for its own repository. */
    Path configuration() throws IOException {
        return Files.writeString(place("cerb-backup.properties"), """
                instance.name=bench
                database.port=%d
                database.name=%s
                database.user=%s
                storage.directory=%s
                repository.directory=%s
                repository.password-file=%s
                repository.minimum-free=1%%
                engine.threads=2
                """.formatted(port(), SCHEMA, EmbeddedDatabase.USER, storage(), place("ours"), place("password")));
    }

    @Override
    public void close() {
        database.close();
        home.close();
    }
}
