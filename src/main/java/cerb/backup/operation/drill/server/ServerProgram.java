package cerb.backup.operation.drill.server;

import cerb.backup.mysql.Server.Flavour;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A database server's program on this machine.
 *
 * @param server  {@code mysqld} or {@code mariadbd}
 * @param flavour whose it is
 */
public record ServerProgram(Path server, Flavour flavour) {
    private static final List<String> NAMES = List.of("mariadbd", "mysqld");
    /** Where packages put servers: not on the PATH of everybody who may run them. */
    private static final List<String> SYSTEM = List.of("/usr/sbin", "/usr/local/sbin", "/usr/libexec");
    private static final List<String> MAKERS = List.of("mariadb-install-db", "mysql_install_db");
    private static final long VERSION_SECONDS = 20;

    /** The program for dumps of a flavour; where there is none of that, one of the other; empty where there is none at all. */
    public static Optional<ServerProgram> find(Flavour wanted) {
        List<ServerProgram> all = directories().flatMap(directory -> NAMES.stream().map(directory::resolve)).filter(Files::isExecutable)
                .flatMap(server -> flavour(server).map(flavour -> new ServerProgram(server, flavour)).stream()).toList();
        return all.stream().filter(program -> program.flavour == wanted).findFirst().or(() -> all.stream().findFirst());
    }

    private static Stream<Path> directories() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)).filter(directory -> !directory.isEmpty()), SYSTEM.stream()).map(Path::of);
    }

    /** A name tells nothing: Debian's {@code mysqld} is a link to MariaDB's. Empty where the program does not run here. */
    private static Optional<Flavour> flavour(Path server) {
        try {
            Process asked = new ProcessBuilder(server.toString(), "--no-defaults", "--version").redirectErrorStream(true).start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!asked.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return Optional.empty();
            }
            return asked.exitValue() != 0 ? Optional.empty() : Optional.of(answer.contains("MariaDB") ? Flavour.MARIADB : Flavour.MYSQL);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The command that makes system tables in an empty data directory, {@code root} of this machine without a password. */
    List<String> make(Path data) throws IOException {
        List<String> command = new ArrayList<>();
        if (flavour == Flavour.MARIADB) {
            command.addAll(List.of(maker().toString(), "--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", "--innodb-log-file-size=8M"));
        } else {
            command.addAll(List.of(server.toString(), "--no-defaults", "--initialize-insecure", "--innodb-redo-log-capacity=8M"));
        }
        command.add("--datadir=" + data);
        command.addAll(user());
        return command;
    }

    private Path maker() throws IOException {
        return directories().flatMap(directory -> MAKERS.stream().map(directory::resolve)).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IOException("there is " + server + ", but no " + MAKERS.get(0) + " on the PATH"));
    }

    /** The command of a server that nobody can reach but by its socket, that runs no event, and that loses everything when the machine stops, which is fine. */
    List<String> run(Path data, Path socket, Path pid) {
        List<String> command = new ArrayList<>(List.of(server.toString(), "--no-defaults", "--datadir=" + data, "--socket=" + socket, "--pid-file=" + pid, "--skip-networking",
                "--event-scheduler=OFF", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF", "--innodb-buffer-pool-size=128M",
                "--max-allowed-packet=1G", "--secure-file-priv=" + data));
        command.addAll(flavour == Flavour.MARIADB ? List.of("--innodb-log-file-size=64M") : List.of("--mysqlx=OFF", "--innodb-redo-log-capacity=64M"));
        command.addAll(user());
        return command;
    }

    /** The server refuses to run as root unless told so. */
    private static List<String> user() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }
}
