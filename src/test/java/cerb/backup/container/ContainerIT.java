package cerb.backup.container;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.demo.comparison.DirectoryContents;
import cerb.backup.demo.helpdesk.Helpdesk;
import cerb.backup.demo.helpdesk.HelpdeskSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image beside a real helpdesk: configured by environment and secrets alone, its root read-only, its user one who can read the storage by its group. */
final class ContainerIT {
    private static final String PASSWORD = "correct horse battery";
    private static final int WWW_DATA = 33;
    private static Image image;

    @TempDir
    private Path home;

    private final Oracles.Database server = Oracles.database(Flavour.MARIADB);
    private final String bucket = Oracles.newBucket("container");
    private Helpdesk helpdesk;
    private Container container;
    private int port;

    @BeforeAll
    static void build() throws Exception {
        image = Image.build();
    }

    @AfterAll
    static void remove() throws Exception {
        if (image != null) {
            image.close();
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        helpdesk = new Helpdesk(server::connect, server.newSchema("container"), Files.createDirectories(home.resolve("storage")));
        helpdesk.fill(HelpdeskSize.TEST, 1, (what, done, total) -> { });
        ownedBy(helpdesk.storage(), 0, WWW_DATA, "rwxr-x---", "rw-r-----");
        makeAccount();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path repository = Files.createDirectories(home.resolve("repository"));
        ownedBy(repository, 10_001, WWW_DATA, "rwx------", "rw-------");
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        secret(secrets, "repository-password", PASSWORD);
        secret(secrets, "database-password", "of the backup's account");
        secret(secrets, "access-key", Oracles.s3().accessKey());
        secret(secrets, "secret-key", Oracles.s3().secretKey());
        container = new Container(image, home.resolve("container.log"))
                .mount(helpdesk.storage(), "/var/www/cerb/storage", "ro").mount(repository, "/backups/repository", "rw").mount(secrets, "/run/secrets", "ro")
                .with("INSTANCE_NAME", "shop").with("DATABASE_PORT", Integer.toString(server.port())).with("DATABASE_NAME", helpdesk.schema())
                .with("DATABASE_USER", account()).with("DATABASE_PASSWORD_FILE", "/run/secrets/database-password")
                .with("DUMP_SCHEDULE", "0 0 1 1 *").with("REPOSITORY_PASSWORD_FILE", "/run/secrets/repository-password").with("REPOSITORY_MINIMUM_FREE", "1%")
                .with("SINKS", "offsite").with("SINK_OFFSITE_BUCKET", bucket).with("SINK_OFFSITE_ENDPOINT", Oracles.s3().endpoint().toString())
                .with("SINK_OFFSITE_ACCESS_KEY_FILE", "/run/secrets/access-key").with("SINK_OFFSITE_SECRET_KEY_FILE", "/run/secrets/secret-key")
                .with("MANAGEMENT_PORT", Integer.toString(port)).with("TZ", "Asia/Tokyo");
    }

    @AfterEach
    void end() throws SQLException {
        container.close();
        server.dropSchema(helpdesk.schema());
    }

    @Test
    void takesARecoveryPointAndEndsInOrder() throws Exception {
        container.start().awaitHealthy();
        Container.Ended backup = container.exec(List.of("cerb-backup", "backup"));
        assertThat(backup.code()).as(backup.output()).isZero();
        assertThat(container.exec(List.of("cerb-backup", "sync", "--timeout", "60s")).code()).as(container.log()).isZero();

        assertThat(image.root().resolve("opt/cerb-backup/lib/run.aot")).as("classes that its own Java has prepared").isNotEmptyFile();
        assertThat(container.log()).containsPattern("runs for shop, .*, first route after \\d+[.]\\d s");
        container.log().lines().filter(line -> line.contains("first route after")).forEach(System.out::println);

        assertThat(ask("metrics").body()).contains("helpdesk=\"shop\"");
        assertThat(ask("health/ready").statusCode()).as(ask("health/ready").body()).isEqualTo(200);
        assertGoesByTheTimeOfTokyo();
        assertThat(container.kernelStatus()).containsEntry("Uid", "10001\t10001\t10001\t10001").containsEntry("Gid", "33\t33\t33\t33").containsEntry("CapEff", "0".repeat(16))
                .containsEntry("CapBnd", "0".repeat(16)).containsEntry("NoNewPrivs", "1");
        assertThat(container.exec(List.of("touch", "/opt/cerb-backup/lib/other", "/routes/other", "/var/www/cerb/storage/other")).output())
                .contains("'/opt/cerb-backup/lib/other': Read-only", "'/routes/other': Read-only", "'/var/www/cerb/storage/other': Read-only");
        assertThat(container.stop()).as(container.log()).isZero();
        assertThat(container.log()).doesNotContain("\tat ", "WARNING", PASSWORD, Oracles.s3().secretKey());

        assertSound(home.resolve("repository").toString());
        assertSound(Oracles.resticUrl(Oracles.s3().endpoint(), bucket));
    }

    /** The schedule is of the first of January, at midnight there; nine hours before by UTC. */
    private void assertGoesByTheTimeOfTokyo() throws Exception {
        assertThat(container.exec(List.of("date", "+%Z")).output().strip()).isEqualTo("JST");
        assertThat(container.log()).as("what it says when it has started").containsPattern("(?m)^\\d{4}-\\S+[+]09:00 INFO .*next: .*dump \\d{4}-01-01 00:00:00");
        assertThat(container.exec(List.of("cerb-backup", "status", "--json")).output()).as("for programs").containsPattern("\"dump\" ?: ?\"\\d{4}-12-31T15:00:00");
        String status = container.exec(List.of("cerb-backup", "status")).output();
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Asia/Tokyo"));
        DateTimeFormatter hour = DateTimeFormatter.ofPattern("yyyy-MM-dd HH");
        assertThat(status).containsPattern("recovery point  [0-9a-f]{8}, (" + hour.format(now.minusHours(1)) + "|" + hour.format(now) + "):").containsPattern("next .*dump \\d{4}-01-01 00:00:00");
    }

    @Test
    void saysWhichGroupLetsItReadTheStorage() throws Exception {
        ownedBy(helpdesk.storage(), 0, 4_242, "rwxr-x---", "rw-r-----");
        container.start().awaitHealthy();
        Container.Ended doctor = container.exec(List.of("cerb-backup", "doctor"));
        assertThat(doctor.output()).contains("user: \"10001:4242\"");
        assertThat(doctor.code()).as(doctor.output()).isEqualTo(1);
    }

    private void assertSound(String repository) {
        var restic = Oracles.restic(ResticVersion.INSTALLED).with("AWS_ACCESS_KEY_ID", Oracles.s3().accessKey()).with("AWS_SECRET_ACCESS_KEY", Oracles.s3().secretKey());
        assertThat(restic.run(repository, PASSWORD, "list", "locks")).as("locks left in " + repository).isBlank();
        assertThat(restic.run(repository, PASSWORD, "snapshots", "--tag", "recovery-point")).contains("shop");
        assertThat(restic.run(repository, PASSWORD, "check", "--read-data")).contains("no errors were found");
        Path restored = home.resolve("restored-" + repository.hashCode());
        restic.run(repository, PASSWORD, "restore", "latest", "--tag", "recovery-point", "--include", "/storage", "--target", restored.toString());
        assertThat(contents(helpdesk.storage()).differences(contents(restored.resolve("storage")))).isEmpty();
    }

    private static DirectoryContents contents(Path directory) {
        try {
            return DirectoryContents.read(directory, Helpdesk::isKept);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** At another address than the one that a server of the loopback alone would answer at. */
    private java.net.http.HttpResponse<String> ask(String what) throws Exception {
        URI address = URI.create("http://127.0.0.2:" + port + "/observe/" + what);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private String account() {
        return "b" + helpdesk.schema().replaceAll("\\D", "");
    }

    private void makeAccount() throws SQLException {
        try (Connection connection = server.connect(""); var statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE USER " + account() + "@'%' IDENTIFIED BY \"of the backup's account\"");
            statement.execute("GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON `" + helpdesk.schema() + "`.* TO " + account() + "@'%'");
            statement.execute("GRANT SELECT ON mysql.* TO " + account() + "@'%'");
            statement.execute("GRANT BINLOG MONITOR, BINLOG ADMIN ON *.* TO " + account() + "@'%'");
        }
    }

    /** As an engine mounts it: everybody's to read, in a place of its own. */
    private static void secret(Path directory, String name, String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(directory.resolve(name), text + "\n"), java.nio.file.attribute.PosixFilePermissions.fromString("r--r--r--"));
    }

    private static void ownedBy(Path root, int user, int group, String ofDirectories, String ofFiles) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.setAttribute(each, "unix:uid", user);
                Files.setAttribute(each, "unix:gid", group);
                Files.setPosixFilePermissions(each, java.nio.file.attribute.PosixFilePermissions.fromString(Files.isDirectory(each) ? ofDirectories : ofFiles));
            }
        }
    }
}
