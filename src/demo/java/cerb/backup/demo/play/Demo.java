package cerb.backup.demo.play;

import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.ProgressLine;
import cerb.backup.demo.comparison.AttachmentFiles;
import cerb.backup.demo.helpdesk.Helpdesk;
import cerb.backup.demo.helpdesk.HelpdeskSize;
import cerb.backup.demo.helpdesk.HelpdeskWork;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The play: fill, back up, work, back up while it hurts, lose everything but S3, restore, compare. */
final class Demo {
    private static final long SEED = 20_261_123;
    private static final Duration WORK = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scene scene;
    private final HelpdeskSize size;
    private final Account account;
    private final Results results = new Results();

    Demo(Scene scene, HelpdeskSize size) {
        this.scene = scene;
        this.size = size;
        this.account = scene.account();
    }

    /** Plays it; returns whether all was equal. */
    boolean play(boolean stay) throws IOException, SQLException, InterruptedException {
        fill();
        var expected = backUp();
        restore();
        compare(expected);
        account.plain("");
        results.lines().forEach(account::plain);
        account.plain(String.format(Locale.ROOT, "%n%s in %.0f s",
                results.equal() ? "all is equal" : "NOT ALL IS EQUAL", account.elapsed().toMillis() / 1000.0));
        if (stay) {
            stay();
        }
        return results.equal();
    }

    private void fill() throws SQLException, IOException {
        scene.helpdesk().fill(size, SEED, (what, done, total) -> account.progress(done + " of " + total + " " + what));
        account.step(String.format(Locale.ROOT, "the helpdesk holds %,d tickets with %,d messages and %,d attachments",
                size.tickets(), size.messages(), size.attachments()));
    }

    private Expected backUp() throws InterruptedException {
        var witness = new Witness(point -> account.detail("checkpoint " + point.snapshot().shortName() + ": "
                + HumanSize.of(point.addedBytes()) + " new"));
        var changes = new BetweenPasses(scene.helpdesk(), SEED + 2);
        var began = Instant.now();
        try (var progress = new ProgressLine(account.console(), System::nanoTime);
                var installation = Installation.start(scene.places().configuration(), witness, progress)) {
            account.step("the routes run as shipped: " + Installation.home().resolve("routes"));
            firstCheckpoint(witness, began);
            point("first recovery point", installation, witness);
            work(witness);
            installation.observers().add(changes);
            point("second recovery point", installation, witness);
            installation.observers().remove(changes);
            account.detail("between its two walks attachment " + changes.made() + " was made, and " + changes.deleted() + " deleted");
            mirror(witness);
        }
        return changes.expected();
    }

    /** The watcher's first look at everything, so that what the recovery point adds can be told apart. */
    private void firstCheckpoint(Witness witness, Instant began) throws InterruptedException {
        witness.awaitStorage(began, PATIENCE);
        results.step("first checkpoint, by the watcher", witness.checkpointBytes(), witness.written(), Duration.between(began, Instant.now()));
    }

    private void point(String what, Installation installation, Witness witness) {
        var before = witness.written();
        var point = installation.backup();
        if (point.incomplete()) {
            throw new IllegalStateException("the " + what + " is incomplete: " + point.findings());
        }
        results.step(what, point.bytes(), witness.written() - before, point.took());
        account.step(what + " " + point.snapshot().shortName() + ": " + HumanSize.of(point.bytes()) + ", "
                + HumanSize.of(point.addedBytes()) + " of it new");
    }

    private void work(Witness witness) throws InterruptedException {
        var before = witness.written();
        var checkpoints = witness.checkpoints();
        var bytes = witness.checkpointBytes();
        var began = Instant.now();
        account.step("the helpdesk works");
        HelpdeskWork.Done done;
        try (var work = HelpdeskWork.begin(scene.helpdesk(), SEED + 1, PAUSE)) {
            Thread.sleep(WORK.toMillis());
            done = work.end();
        }
        witness.awaitStorage(done.filesChangedAt(), PATIENCE);
        account.step(String.format("the watcher picked up what the helpdesk did: %d tickets in, %d attachments made and %d deleted, %d pictures changed",
                done.tickets(), done.attachmentsMade(), done.attachmentsDeleted(), done.picturesChanged()));
        results.step((witness.checkpoints() - checkpoints) + " checkpoints while it worked", witness.checkpointBytes() - bytes,
                witness.written() - before, Duration.between(began, Instant.now()));
    }

    private void mirror(Witness witness) throws InterruptedException {
        var began = Instant.now();
        witness.awaitMirror(PATIENCE);
        results.step("copy in S3, ready after", witness.written(), witness.mirrored(), Duration.between(began, Instant.now()));
        account.step("S3 holds everything: " + HumanSize.of(witness.mirrored()));
    }

    private void restore() throws IOException, InterruptedException {
        var places = scene.places();
        Files.move(places.repository(), places.repositorySetAside());
        var command = new RestoreCommand(scene);
        account.step("the local repository is set aside; restoring from S3 with");
        account.detail(command.text());
        var began = Instant.now();
        command.run(account);
        results.step("restore from S3", size(scene.restored()), -1, Duration.between(began, Instant.now()));
        account.step("restored");
        Files.move(places.repositorySetAside(), places.repository());
    }

    private static long size(Helpdesk helpdesk) throws IOException {
        try (var files = Files.walk(helpdesk.storage())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void compare(Expected expected) throws SQLException, IOException {
        var began = Instant.now();
        var restored = Expected.of(scene.restored());
        var took = Duration.between(began, Instant.now());
        results.comparison(String.format(Locale.ROOT, "database: %d tables, %,d rows", expected.rows().tables().size(),
                expected.rows().rows()), expected.rows().bytes(), took, expected.rows().differences(restored.rows()));
        results.comparison(String.format(Locale.ROOT, "storage: %,d files", expected.files().files()), expected.files().bytes(), took,
                expected.files().differences(restored.files()));
        began = Instant.now();
        try (var connection = scene.restored().connect()) {
            var attachments = AttachmentFiles.check(connection, scene.restored().storage());
            results.comparison(String.format(Locale.ROOT, "%,d attachments find file, size, SHA-1", attachments.rows()),
                    restored.files().bytes(), Duration.between(began, Instant.now()), attachments.findings());
        }
    }

    private void stay() throws InterruptedException {
        var places = scene.places();
        try (var installation = Installation.start(places.configuration())) {
            account.plain("""

                    It goes on running until you press Ctrl-C, which removes all of it. Look at
                      metrics      %s
                      JMX          jconsole %d, below cerb.backup
                      status       %s status --config %s
                      repository   restic -r %s --password-file %s snapshots
                      S3           %s, bucket %s, keys in %s
                      helpdesk     %s""".formatted(installation.metrics(), ProcessHandle.current().pid(),
                    Installation.home().resolve("bin/cerb-backup"), places.configuration(), places.repository(),
                    places.secret("repository"), scene.s3().endpoint(), Scene.BUCKET, places.root().resolve("secrets"), places.storage()));
            new CountDownLatch(1).await();
        }
    }
}
