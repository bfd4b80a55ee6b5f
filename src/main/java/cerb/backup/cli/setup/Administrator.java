package cerb.backup.cli.setup;

import cerb.backup.cli.output.FailureException;
import cerb.backup.crypto.Password;
import cerb.backup.crypto.PasswordException;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Who makes the account: somebody who is named, or the operating system's root through the server's socket. */
final class Administrator {
    private static final List<String> SOCKETS = List.of("/run/mysqld/mysqld.sock", "/var/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock");

    @Option(names = "--admin-user", paramLabel = "USER", description = "Account of the database that may make accounts. Without it, and not as root with the server's socket, the SQL is printed for you to run.")
    private String user;

    @Option(names = "--admin-password-file", paramLabel = "FILE", description = "File with its password, for its owner only. It is used once, and kept nowhere.")
    private Path passwordFile;

    /** Opens the session, in no schema; empty where nobody is named and there is no socket that lets root in. The caller closes it. */
    Optional<Session> connect(DatabaseAddress backup) {
        if (user != null) {
            return Optional.of(new Connections(address(backup, backup.socket(), user)).open());
        }
        if (passwordFile != null) {
            throw FailureException.refused("--admin-password-file is given without --admin-user", "Name the account that has this password.");
        }
        return "root".equals(System.getProperty("user.name")) && backup.isLocal() ? asRoot(backup) : Optional.empty();
    }

    private DatabaseAddress address(DatabaseAddress backup, String socket, String name) {
        return new DatabaseAddress(backup.host(), backup.port(), socket, "", name, this::password, backup.tls());
    }

    private String password() {
        try {
            return passwordFile == null ? "" : Password.readSecret(passwordFile).text();
        } catch (PasswordException e) {
            throw FailureException.refused("cannot use --admin-password-file: " + e.getMessage(), "Put the password alone into a file that only its owner can read.");
        }
    }

    private Optional<Session> asRoot(DatabaseAddress backup) {
        Stream<String> sockets = backup.socket().isEmpty() ? SOCKETS.stream() : Stream.of(backup.socket());
        return sockets.filter(socket -> Files.exists(Path.of(socket))).flatMap(socket -> asRoot(backup, socket).stream()).findFirst();
    }

    /** A socket may belong to another server than the one at the port. */
    private Optional<Session> asRoot(DatabaseAddress backup, String socket) {
        Session session;
        try {
            session = new Connections(address(backup, socket, "root")).open();
        } catch (DatabaseException e) {
            // Nobody asked for this way in. It is one that most servers of a distribution have; without it the SQL is printed.
            return Optional.empty();
        }
        if (!backup.socket().isEmpty() || session.value("SELECT @@port").orElse("").equals(Integer.toString(backup.port()))) {
            return Optional.of(session);
        }
        session.close();
        return Optional.empty();
    }
}
