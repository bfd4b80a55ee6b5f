package cerb.backup;

import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.demo.EmbeddedS3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program, set up below a directory: its configuration, its secrets, a helpdesk's storage directory. Each verb is a process, as a user starts it. */
final class Installed {
    static final String PASSWORD = "correct horse battery";
    static final String DATABASE_PASSWORD = "password-of-the-database";
    private static final Path PROGRAM = Path.of("target/cerb-backup/bin/cerb-backup").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 120;

    private final Path root;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** What a verb printed, and its exit code. */
    record Ended(int code, String output, String errors) {
    }

    Installed(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(storage().resolve("attachments/8/q"));
        Files.writeString(storage().resolve("attachments/8/q/1"), "hello, attachment");
        Files.writeString(storage().resolve("_master.key"), "master");
        Files.writeString(storage().resolve("version.php"), "<?php define('APP_BUILD_CACHED', 2026112301);");
        set("storage.directory", storage().toString()).set("storage.settle", "300ms").set("snapshot.interval", "1s");
        set("repository.directory", repository().toString()).set("repository.password-file", secret("repository", PASSWORD).toString());
        set("repository.minimum-free", "1%").set("dump.schedule", "").set("management.port", Integer.toString(freePort()));
    }

    Path root() {
        return root;
    }

    Path storage() {
        return root.resolve("storage");
    }

    Path repository() {
        return root.resolve("repository");
    }

    String setting(String key) {
        return settings.get(key);
    }

    Installed set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Sets a variable of the environment of every process that follows. */
    Installed variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** The database is a schema of the embedded server; its superuser stands for the backup's account. */
    Installed database(EmbeddedDatabase server, String schema) {
        return set("database.port", Integer.toString(server.port())).set("database.name", schema).set("database.user", EmbeddedDatabase.USER);
    }

    /** A new schema of the embedded server, with the one table without which it is no helpdesk's. */
    Installed newHelpdesk(String name) throws Exception {
        Oracles.Database server = Oracles.database(Oracles.Flavour.MARIADB);
        String schema = server.newSchema(name);
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE attachment (id INT UNSIGNED PRIMARY KEY, name VARCHAR(255), storage_size INT UNSIGNED, storage_key VARCHAR(255), storage_extension VARCHAR(255),"
                    + " storage_profile_id INT UNSIGNED, storage_sha1hash VARCHAR(40))");
        }
        return database(Oracles.mariadb(), schema);
    }

    /** A bucket is the off-site sink. */
    Installed sink(EmbeddedS3 server, String bucket) throws IOException {
        return set("sinks", "offsite").set("sink.offsite.bucket", bucket).set("sink.offsite.endpoint", server.endpoint().toString())
                .set("sink.offsite.access-key-file", secret("access-key", server.accessKey()).toString())
                .set("sink.offsite.secret-key-file", secret("secret-key", server.secretKey()).toString());
    }

    /** A file that only its owner may read. */
    Path secret(String name, String text) throws IOException {
        Path file = root.resolve(name + ".secret");
        Files.writeString(file, text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The words that start a verb, for a shell. */
    List<String> command(String... verb) throws IOException {
        List<String> words = new ArrayList<>(List.of(PROGRAM.toString()));
        words.addAll(List.of(verb));
        words.addAll(List.of("--config", configuration().toString()));
        return words;
    }

    /** Runs a verb to its end. */
    Ended run(String... verb) throws IOException, InterruptedException {
        return finish(command(verb));
    }

    /** Starts a verb whose output the caller takes. */
    Process begin(Path errors, String... verb) throws IOException {
        Process process = builder(command(verb)).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        return process;
    }

    /** Runs a program to its end. */
    Ended finish(List<String> words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(root, "output", ".txt");
        Path errors = Files.createTempFile(root, "errors", ".txt");
        Process process = builder(words).redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(words + " did not end within " + PATIENCE_SECONDS + " s: " + Files.readString(errors));
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /** Starts the daemon and waits until it can be asked. */
    Daemon start() throws IOException, InterruptedException {
        Daemon daemon = launch();
        daemon.awaitAnswering();
        return daemon;
    }

    /** Starts the daemon. */
    Daemon launch() throws IOException {
        Path log = Files.createTempFile(root, "daemon", ".log");
        Process process = builder(command("run")).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        return new Daemon(process, repository(), log);
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(root.toFile());
        // However slow the machine is that tests it: what hangs is seen all the same.
        builder.environment().put("STOP_SECONDS", "30");
        builder.environment().putAll(variables);
        return builder;
    }

    private Path configuration() throws IOException {
        StringBuilder lines = new StringBuilder();
        settings.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return Files.writeString(root.resolve("cerb-backup.properties"), lines);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
