package cerb.backup.container;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A machine below a directory, with MySQL, a bucket and a command {@code docker} that stands for the engine: it runs the packaged program with the environment of the compose
 * file, but for where database, bucket and directories are, and with the secrets that lie beside it. Where the tests run as root, what is to run as root has only those of
 * root's rights that the command adds. Closing ends what runs and drops what was made.
 */
final class Host implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target/cerb-backup/bin/cerb-backup").toAbsolutePath();
    private static final String DOCKER = """
            #!/bin/bash
            set -eu
            root=%1$s
            [ "$1 $2" = "compose -f" ] || { echo "unknown: $*" >&2; exit 2; }
            file=$3 verb=$4
            shift 4
            install -d -m 700 $root/run/secrets
            install -m 600 $root/docker/secrets/* $root/run/secrets
            cp $root/keys/* $root/run/secrets
            set -a; . $root/environment/$(basename $file); set +a
            case $verb in
              build) ;;
              up)
                setsid %2$s run >>$root/daemon.log 2>&1 &
                echo $! >$root/pid
                for _ in $(seq 600); do [ -S $root/backups/repository/cerb-backup.socket ] && exit; kill -0 $(cat $root/pid) || exit 1; sleep 0.2; done
                exit 1 ;;
              down)
                kill $(cat $root/pid)
                while kill -0 $(cat $root/pid) 2>/dev/null; do sleep 0.1; done
                rm $root/pid ;;
              exec) [ "$1 $2" = "cerb-backup cerb-backup" ]; shift 2; exec %2$s "$@" ;;
              run)
                as= rights=-all
                while [ "$1" != cerb-backup ]; do
                  case $1 in
                    --user) as=$2 ;;
                    --cap-add) rights=$rights,+${2,,} ;;
                  esac
                  shift
                done
                shift
                if [ "$as" = 0:33 ] && [ $(id -u) = 0 ]; then
                  chown -R 10001:33 $root/restored
                  chmod 700 $root/restored
                  exec setpriv --regid 33 --clear-groups --bounding-set=$rights --no-new-privs %2$s "$@"
                fi
                exec %2$s "$@" ;;
              cp) cp "${1#cerb-backup:}" "$2" ;;
              *) echo "unknown: $verb" >&2; exit 2 ;;
            esac
            """;

    private final Path root;
    private final Oracles.Database server = Oracles.database(Flavour.MYSQL);
    private final String schema = server.newSchema("recipes");
    private final String bucket = Oracles.newBucket("recipes");

    Host(Path root) throws IOException, SQLException {
        this.root = root;
        for (String each : new String[] {"bin", "environment", "keys", "restored", "backups", "var/www/cerb/storage", "docker/demo"}) {
            Files.createDirectories(root.resolve(each));
        }
        for (String script : new String[] {"secrets", "storage"}) {
            Files.copy(Path.of("docker/demo", script), root.resolve("docker/demo").resolve(script));
        }
        own(root.resolve("keys/access-key"), Oracles.s3().accessKey() + "\n", "rw-------");
        own(root.resolve("keys/secret-key"), Oracles.s3().secretKey() + "\n", "rw-------");
        own(root.resolve("bin/docker"), DOCKER.formatted(root, PROGRAM), "rwx------");
    }

    String schema() {
        return schema;
    }

    Path storage() {
        return root.resolve("var/www/cerb/storage");
    }

    Connection connect(String name) throws SQLException {
        return server.connect(name);
    }

    /** The process that {@code up} has left. */
    Optional<String> pid() throws IOException {
        Path pid = root.resolve("pid");
        return Files.exists(pid) ? Optional.of(Files.readString(pid).strip()) : Optional.empty();
    }

    /** The account of the demo, which reads its own schema and no other. */
    void makeAccount(String password) throws SQLException {
        execute("CREATE USER " + account("backups") + "@'%' IDENTIFIED BY '" + password + "'", "GRANT ALL ON `" + schema + "`.* TO " + account("backups") + "@'%'",
                "GRANT SHOW_ROUTINE ON *.* TO " + account("backups") + "@'%'");
    }

    void makeAdministrator(Path passwordFile) throws SQLException, IOException {
        Files.writeString(passwordFile, "of the administrator\n");
        execute("CREATE USER " + account("admin") + "@'%' IDENTIFIED BY 'of the administrator'", "GRANT ALL ON *.* TO " + account("admin") + "@'%'");
    }

    private String account(String name) {
        return name + "_" + schema.replaceAll("\\D+", "_");
    }

    /** Statements of the document, for accounts and a schema of this test alone. */
    void sql(String text) throws SQLException {
        execute(text.replace("backups@", account("backups") + "@").replace("ON cerb.", "ON `" + schema + "`.").strip().split(";\\s*"));
    }

    /** Fills the schema. */
    void fill(String text) throws SQLException {
        try (Connection connection = connect(schema); var statement = connection.createStatement()) {
            for (String sql : text.split(";\\s*\n")) {
                statement.execute(sql);
            }
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = connect(""); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The host is gone with its repository, the accounts of its database and everything that ran. */
    void lose() throws IOException, InterruptedException, SQLException {
        stop();
        execute("DROP USER " + account("backups") + "@'%'");
        Files.move(root.resolve("backups/repository"), root.resolve("lost"));
    }

    /** Runs a script, which must end well. */
    void run(String composeFile, String script) throws IOException, InterruptedException {
        Files.writeString(root.resolve("environment").resolve(composeFile), environment(composeFile));
        Path output = Files.createTempFile(root, "output", ".txt");
        String here = script.replace("/run/secrets/", root + "/run/secrets/").replace("/restored/", root + "/restored/")
                .replace("--database-to cerb ", "--database-to " + schema + "_back ").replace("--database-user admin", "--database-user " + account("admin"));
        ProcessBuilder shell = new ProcessBuilder("bash", "-euxo", "pipefail", "-c", here).directory(root.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        shell.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("RESTIC_"));
        shell.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        shell.environment().put("AWS_ACCESS_KEY_ID", Oracles.s3().accessKey());
        shell.environment().put("AWS_SECRET_ACCESS_KEY", Oracles.s3().secretKey());
        Process process = shell.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(600, TimeUnit.SECONDS)).as("ended: " + Files.readString(output)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private String environment(String composeFile) throws IOException {
        Map<String, String> variables = new TreeMap<>(ComposeTest.environment(composeFile));
        variables.replaceAll((name, value) -> name.endsWith("_FILE") ? root + value : value);
        variables.putAll(Map.of("DATABASE_HOST", server.host(), "DATABASE_PORT", Integer.toString(server.port()), "DATABASE_NAME", schema, "DATABASE_USER", account("backups"),
                "STORAGE_DIRECTORY", storage().toString(), "REPOSITORY_DIRECTORY", root + "/backups/repository", "REPOSITORY_MINIMUM_FREE", "1%",
                "SINK_OFFSITE_BUCKET", bucket, "SINK_OFFSITE_ENDPOINT", Oracles.s3().endpoint().toString(), "MANAGEMENT_PORT", "0"));
        StringBuilder lines = new StringBuilder();
        variables.forEach((name, value) -> lines.append(name).append("='").append(value).append("'\n"));
        return lines.toString();
    }

    private static void own(Path file, String text, String mode) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(file, text), PosixFilePermissions.fromString(mode));
    }

    private void stop() throws IOException, InterruptedException {
        Optional<String> running = pid();
        if (running.isPresent()) {
            ProcessHandle.of(Long.parseLong(running.get())).ifPresent(process -> {
                process.destroy();
                process.onExit().join();
            });
            Files.delete(root.resolve("pid"));
        }
    }

    @Override
    public void close() throws Exception {
        stop();
        server.dropSchema(schema);
        server.dropSchema(schema + "_back");
        execute("DROP USER IF EXISTS " + account("backups") + "@'%', " + account("admin") + "@'%'");
    }
}
