package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.demo.helpdesk.Clerk;
import cerb.backup.demo.helpdesk.Helpdesk;
import cerb.backup.demo.helpdesk.HelpdeskSize;
import cerb.backup.demo.helpdesk.HelpdeskWork;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process, killed where it hurts: what it had acknowledged, here or off-site, is there afterwards, and nothing it left behind is in the way. */
final class DaemonIT {
    private static final Pattern SNAPSHOT = Pattern.compile("\"id\":\"([0-9a-f]{64})\"");
    private static final long SEED = 42;

    @TempDir
    private Path root;

    private final String bucket = Oracles.newBucket("daemon");
    private final Oracles.Database server = Oracles.database(Flavour.MARIADB);
    private final Restic restic = Oracles.restic(ResticVersion.INSTALLED)
            .with("AWS_ACCESS_KEY_ID", Oracles.s3().accessKey()).with("AWS_SECRET_ACCESS_KEY", Oracles.s3().secretKey());
    private final Set<String> acknowledged = new TreeSet<>();
    private Installed program;
    private Helpdesk helpdesk;
    private FullComparison comparison;
    private Daemon daemon;

    @BeforeEach
    void setUp() throws Exception {
        String schema = server.newSchema("daemon");
        program = new Installed(root).database(Oracles.mariadb(), schema).sink(Oracles.s3(), bucket)
                .variable("JAVA_OPTS", "-Djava.io.tmpdir=" + Files.createDirectories(temporary()));
        helpdesk = new Helpdesk(server::connect, schema, program.storage());
        helpdesk.fill(HelpdeskSize.TEST, SEED, (what, done, total) -> { });
        comparison = new FullComparison(program, helpdesk, server);
        daemon = program.start();
    }

    @AfterEach
    void end() throws SQLException {
        daemon.close();
        server.dropSchema(helpdesk.schema());
        server.dropSchema(comparison.schema());
    }

    @Test
    void killedAnywhereItLosesNothingAcknowledged() throws Exception {
        attachmentIsOffSiteWithinSeconds();
        killIn(Stage.STORAGE_BEFORE);
        killIn(Stage.DATABASE);
        killWhileAttachmentsComeIn(Duration.ofMillis(700));
        killWhileStarting();
        killWhileAttachmentsComeIn(Duration.ofMillis(1_900));

        assertThat(daemon.backup(Observer.NONE).exit()).as(daemon::log).isEqualTo(ExitCode.OK);
        daemon.awaitMirrored();
        daemon.signal("TERM");
        daemon.awaitEnd(Duration.ofSeconds(30));
        assertThat(temporary()).as("what all of them together have left, but for Camel's empty directories").isDirectoryNotContaining("glob:**/{cerb-backup,vertx}*");

        assertSound(offSite());
        assertSound(program.repository().toString());
        comparison.assertRestores("from-s3", "--from", "offsite");
        comparison.assertRestores("from-here");
    }

    private Path temporary() {
        return root.resolve("temporary");
    }

    private void attachmentIsOffSiteWithinSeconds() throws Exception {
        daemon.backup(Observer.NONE);
        daemon.awaitMirrored();
        try (Clerk clerk = new Clerk(helpdesk, SEED)) {
            clerk.attach(clerk.receiveMail());
        }
        Path newest = newestAttachment();
        daemon.await(newest + " is in a snapshot off-site",
                () -> restic.ask(offSite(), Installed.PASSWORD, "dump", "latest", newest.toString()).exitCode() == 0);
    }

    private Path newestAttachment() throws SQLException {
        try (Connection connection = helpdesk.connect(); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT storage_key FROM attachment ORDER BY id DESC LIMIT 1")) {
            rows.next();
            return Path.of("/storage/attachments", rows.getString(1));
        }
    }

    /** A recovery point is under way, and in this stage, while the helpdesk works; one that is through before the kill is no matter, and the next is tried. */
    private void killIn(Stage stage) throws Exception {
        try (HelpdeskWork work = HelpdeskWork.begin(helpdesk, SEED, Duration.ofMillis(5))) {
            boolean cut = false;
            for (int attempt = 0; attempt < 5 && !cut; attempt++) {
                Future<Outcome> asked = daemon.backupUpTo(stage);
                killAndRestart();
                cut = wasCut(asked);
            }
            assertThat(cut).as("one was killed in " + stage).isTrue();
            work.end();
        }
    }

    /** Whether the client has learnt that its recovery point was cut off. */
    private static boolean wasCut(Future<Outcome> asked) throws InterruptedException {
        try {
            assertThat(asked.get().exit()).isEqualTo(ExitCode.OK);
            return false;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
            return true;
        }
    }

    private void killWhileAttachmentsComeIn(Duration after) throws Exception {
        try (HelpdeskWork work = HelpdeskWork.begin(helpdesk, SEED + after.toMillis(), Duration.ofMillis(5))) {
            Thread.sleep(after.toMillis());
            killAndRestart();
            work.end();
        }
    }

    /** The first kill finds a sink that is said to hold everything, the second a daemon that is not up yet. */
    private void killWhileStarting() throws Exception {
        Set<String> here = snapshots(program.repository().toString());
        daemon.awaitMirrored();
        daemon.kill();
        assertThat(snapshots(offSite())).as("what status says is at the sink").containsAll(here);
        daemon = program.launch();
        Thread.sleep(700);
        killAndRestart();
    }

    /** What either side shows in this moment is acknowledged. */
    private void killAndRestart() throws Exception {
        daemon.kill();
        acknowledged.addAll(snapshots(offSite()));
        acknowledged.addAll(snapshots(program.repository().toString()));
        daemon = program.start();
    }

    private void assertSound(String repository) {
        assertThat(restic.run(repository, Installed.PASSWORD, "list", "locks")).as("locks left in " + repository).isBlank();
        assertThat(restic.run(repository, Installed.PASSWORD, "check", "--read-data")).contains("no errors were found");
        assertThat(snapshots(repository)).as("snapshots in " + repository).containsAll(acknowledged).hasSizeGreaterThan(1);
    }

    private Set<String> snapshots(String repository) {
        return SNAPSHOT.matcher(restic.run(repository, Installed.PASSWORD, "snapshots", "--no-lock", "--json")).results()
                .map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private String offSite() {
        return Oracles.resticUrl(Oracles.s3().endpoint(), bucket);
    }
}
