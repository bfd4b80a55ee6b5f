package cerb.backup;

import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.demo.EmbeddedS3;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs and servers that know better than we do, for the tests that ask them.
 *
 * <p>One that this machine lacks skips the test and says why; where the environment says {@code CI=true} it fails the test.
 * There is one embedded database and one S3 server in a test JVM; each test takes a schema or bucket of its own.
 */
public final class Oracles {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static EmbeddedDatabase database;
    private static EmbeddedDatabase installed;
    private static EmbeddedS3 s3;

    private Oracles() {
    }

    /** The versions of restic that must understand us. */
    public enum ResticVersion {
        /** The one on the PATH, Debian's 0.14 for instance. */
        INSTALLED,
        /** The one that {@code CERB_BACKUP_TEST_RESTIC} starts, 0.19 for instance. */
        NEWER
    }

    /** The servers that must be dumped and loaded alike. */
    public enum Flavour {
        /** MariaDB 11.4 out of a jar. */
        MARIADB,
        /** The distribution's MariaDB, such as Debian's 10.11, whose {@code mariadbd} is installed on this machine. */
        MARIADB_DEBIAN,
        /** MySQL at the port in {@code CERB_BACKUP_TEST_MYSQL_PORT}. */
        MYSQL
    }

    /** A server to test on: {@code root} without a password. */
    public record Database(Flavour flavour, String host, int port) {
        /** The account that may do everything. */
        public static final String USER = "root";

        /** The JDBC URL of a schema, of none if the name is empty. */
        public String url(String schema) {
            return "jdbc:mysql://" + host + ":" + port + "/" + schema + "?user=" + USER
                    + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";
        }

        /** Opens a connection to a schema, to none if the name is empty. */
        public Connection connect(String schema) throws SQLException {
            return DriverManager.getConnection(url(schema));
        }

        /** Makes an empty utf8mb4 schema of a name that no other test run uses, and returns the name. */
        public String newSchema(String prefix) throws SQLException {
            var name = name(prefix, "_");
            try (var connection = connect(""); var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE `" + name
                        + "` DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
            }
            return name;
        }

        /** Drops a schema; one that is not there is fine. */
        public void dropSchema(String schema) throws SQLException {
            try (var connection = connect(""); var statement = connection.createStatement()) {
                statement.execute("DROP DATABASE IF EXISTS `" + schema + "`");
            }
        }
    }

    /** restic's command of a version. */
    public static Restic restic(ResticVersion version) {
        var words = switch (version) {
            case INSTALLED -> program("restic").map(path -> List.of(path.toString()));
            case NEWER -> Optional.ofNullable(System.getenv("CERB_BACKUP_TEST_RESTIC")).filter(text -> !text.isBlank())
                    .map(text -> Arrays.asList(text.strip().split("\\s+")));
        };
        if (words.isEmpty()) {
            absent(version == ResticVersion.INSTALLED
                    ? "restic is not on the PATH" : "CERB_BACKUP_TEST_RESTIC names no command");
        }
        return new Restic(words.orElseThrow());
    }

    /** A server of a flavour. */
    public static Database database(Flavour flavour) {
        return switch (flavour) {
            case MARIADB -> new Database(flavour, "127.0.0.1", mariadb().port());
            case MARIADB_DEBIAN -> new Database(flavour, "127.0.0.1", installedMariadb().port());
            case MYSQL -> new Database(flavour, "127.0.0.1", mysqlPort());
        };
    }

    /** The embedded MariaDB, started when first asked for. */
    public static synchronized EmbeddedDatabase mariadb() {
        EmbeddedDatabase.obstacle().ifPresent(Oracles::absent);
        if (database == null) {
            database = EmbeddedDatabase.start();
        }
        return database;
    }

    /** A server of its own data by the MariaDB of this machine, started when first asked for. */
    public static synchronized EmbeddedDatabase installedMariadb() {
        if (installed == null) {
            installed = EmbeddedDatabase.startInstalled(mariadbd());
        }
        return installed;
    }

    /** The server program of this machine's MariaDB. */
    public static Path mariadbd() {
        return program("mariadbd").or(() -> Optional.of(Path.of("/usr/sbin/mariadbd")).filter(Files::isExecutable)).orElseGet(() -> {
            absent("mariadbd is neither on the PATH nor in /usr/sbin");
            throw new AssertionError("not reached");
        });
    }

    /** The port of the MySQL server on 127.0.0.1. */
    public static int mysqlPort() {
        var port = System.getenv("CERB_BACKUP_TEST_MYSQL_PORT");
        if (port == null || port.isBlank()) {
            absent("CERB_BACKUP_TEST_MYSQL_PORT names no port of a MySQL server");
        }
        return Integer.parseInt(port.strip());
    }

    /** The command, with its options, that starts a further MySQL server. */
    public static String mysqld() {
        String command = System.getenv("CERB_BACKUP_TEST_MYSQLD");
        if (command == null || command.isBlank()) {
            absent("CERB_BACKUP_TEST_MYSQLD names no command of a MySQL server");
        }
        return command.strip();
    }

    /** The S3 server, started when first asked for; a test that stages an outage starts one of its own. */
    public static synchronized EmbeddedS3 s3() {
        if (s3 == null) {
            s3 = EmbeddedS3.start();
            Runtime.getRuntime().addShutdownHook(new Thread(s3::close));
        }
        return s3;
    }

    /** Makes an empty bucket of a name of its own, and returns the name. */
    public static String newBucket(String prefix) {
        var name = name(prefix, "-");
        s3().createBucket(name);
        return name;
    }

    /** restic's name of a repository at the S3 server. */
    public static String resticUrl(URI endpoint, String bucket) {
        return "s3:" + endpoint + "/" + bucket;
    }

    /** A program of the PATH; absent, it skips the test. */
    public static Path require(String program) {
        return program(program).orElseGet(() -> {
            absent(program + " is not on the PATH");
            throw new AssertionError("not reached");
        });
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name)).filter(Files::isExecutable).findFirst();
    }

    private static String name(String prefix, String separator) {
        return prefix + separator + ProcessHandle.current().pid() + separator + NAMES.incrementAndGet();
    }

    /** Skips the test, or fails it under {@code CI=true}. */
    public static void absent(String reason) {
        if ("true".equalsIgnoreCase(System.getenv("CI"))) {
            Assertions.fail("an oracle that CI needs is absent: " + reason);
        }
        Assumptions.abort(reason);
    }
}
