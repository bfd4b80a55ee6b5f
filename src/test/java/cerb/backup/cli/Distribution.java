package cerb.backup.cli;

import cerb.backup.Oracles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The packaged program, run as a process, with a small helpdesk to back up: a database of one table and a directory of one file. */
final class Distribution {
    private static final Path PROGRAM = Path.of("target/cerb-backup/bin/cerb-backup").toAbsolutePath();

    final Path directory;
    final Path configuration;
    final String schema;
    final Map<String, String> settings = new TreeMap<>();
    final Map<String, String> environment = new TreeMap<>();

    /** Makes a helpdesk in this directory; the password is {@code canary-password}. */
    Distribution(Path directory) throws Exception {
        this.directory = directory;
        this.configuration = directory.resolve("cerb-backup.properties");
        Oracles.Database server = Oracles.database(Oracles.Flavour.MARIADB);
        this.schema = server.newSchema("cli");
        try (var connection = server.connect(schema); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ticket (id INT UNSIGNED PRIMARY KEY, subject VARCHAR(100)) ENGINE=InnoDB");
            statement.execute("INSERT INTO ticket VALUES (1, 'first'), (2, 'zweites Büro')");
        }
        Path password = Files.writeString(directory.resolve("password"), "canary-password\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(storage());
        Files.writeString(storage().resolve("attachment"), "content");
        set("database.port", Integer.toString(server.port())).set("database.user", Oracles.Database.USER).set("database.name", schema)
                .set("storage.directory", storage().toString()).set("storage.kind", "plain")
                .set("repository.directory", repository().toString()).set("repository.password-file", password.toString())
                .set("repository.minimum-free", "1MiB").set("management.port", "0");
    }

    Path repository() {
        return directory.resolve("repository");
    }

    Path storage() {
        return directory.resolve("storage");
    }

    /** Sets a key; empty takes it away. */
    Distribution set(String key, String value) throws IOException {
        settings.put(key, value);
        List<String> lines = settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        Files.write(configuration, lines);
        return this;
    }

    /** Runs a verb to its end. */
    Ended run(String... arguments) throws Exception {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process = process(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + String.join(" ", arguments) + "\n" + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Starts the daemon and waits until it answers. */
    Process daemon() throws Exception {
        Path log = directory.resolve("daemon.log");
        Process process = process("run").redirectErrorStream(true).redirectOutput(log.toFile()).start();
        // it listens before that, and says that it is starting
        for (int i = 0; i < 600 && !Files.readString(log).contains("asked at "); i++) {
            if (!process.isAlive()) {
                throw new AssertionError("the daemon ended: " + Files.readString(log));
            }
            Thread.sleep(100);
        }
        return process;
    }

    private ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", configuration.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("RESTIC_") || name.startsWith("AWS_"));
        // However slow the machine is that tests it: what hangs is seen all the same.
        builder.environment().put("STOP_SECONDS", "30");
        builder.environment().putAll(environment);
        return builder;
    }

    /** How a process ended. */
    record Ended(int exit, String out, String err) {}
}
