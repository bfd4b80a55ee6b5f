package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.demo.helpdesk.Helpdesk;
import cerb.backup.demo.helpdesk.HelpdeskSize;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.proxy.Fault;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.S3Request.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signals a daemon gets: the one that restic unlock sends to whoever holds a lock, and the one that ends it. */
final class SignalsIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(40);
    /** What a pipe takes (Linux, pipe(7)). */
    private static final int PIPE = 65_536;

    @TempDir
    private Path root;

    private final Restic restic = Oracles.restic(ResticVersion.INSTALLED);
    private final Oracles.Database server = Oracles.database(Flavour.MARIADB);
    private final String bucket = Oracles.newBucket("signals");
    private Installed program;

    @BeforeEach
    void install() throws Exception {
        program = new Installed(root).database(Oracles.mariadb(), server.newSchema("signals")).sink(Oracles.s3(), bucket).set("dump.lock-timeout", "60s");
    }

    @Test
    void goesOnAfterAHangupAndEndsInOrderWhenTold() throws Exception {
        fill();
        try (Daemon daemon = program.start()) {
            daemon.signal("HUP");
            assertThat(daemon.backup(Observer.NONE).exit()).as(daemon::log).isEqualTo(ExitCode.OK);
            daemon.awaitMirrored();
            assertThat(daemon.isAlive()).isTrue();
            daemon.signal("TERM");
            assertThat(daemon.awaitEnd(AT_ONCE)).as(daemon::log).isZero();
            assertThat(daemon.log()).doesNotContain("Exception", " ERROR ");
        }
        assertNoLockIsLeft();
    }

    /** In the place of its socket a directory that is not empty. */
    @Test
    void saysWhatDidNotEndInOrder() throws Exception {
        try (Daemon daemon = program.start()) {
            Path socket = program.repository().resolve("cerb-backup.socket");
            Files.delete(socket);
            Files.createDirectories(socket.resolve("of-somebody-else"));
            daemon.signal("TERM");
            assertThat(daemon.awaitEnd(AT_ONCE)).as(daemon::log).isZero();
            assertThat(daemon.log()).contains("not all of it ended in order: " + socket + ": the directory is not empty");
        }
        assertNoLockIsLeft();
    }

    /** It stands still while both ask whether it lives, so that its lock is there when they do. */
    @Test
    void goesOnWhenResticUnlocksInTheMiddleOfADump() throws Exception {
        fill();
        try (Daemon daemon = program.start()) {
            Future<Outcome> asked;
            try (HeldTable held = hold()) {
                asked = daemon.backupUpTo(Stage.DATABASE);
                daemon.signal("STOP");
                for (ResticVersion version : ResticVersion.values()) {
                    Restic unlocking = Oracles.restic(version);
                    unlocking.run(program.repository().toString(), Installed.PASSWORD, "unlock");
                    assertThat(unlocking.run(program.repository().toString(), Installed.PASSWORD, "list", "locks")).as("the lock of a living process").isNotBlank();
                }
                daemon.signal("CONT");
            }
            assertThat(asked.get().exit()).as(daemon::log).isEqualTo(ExitCode.OK);
            assertThat(daemon.isAlive()).isTrue();
        }
    }

    @Test
    void endsInOrderInTheMiddleOfADump() throws Exception {
        fill();
        try (Daemon daemon = program.start(); HeldTable held = hold()) {
            Future<Outcome> asked = daemon.backupUpTo(Stage.DATABASE);
            daemon.signal("TERM");
            assertThat(daemon.awaitEnd(AT_ONCE)).as(daemon::log).isZero();
            assertThatThrownBy(asked::get).isInstanceOf(ExecutionException.class);
            assertThat(daemon.log()).doesNotContain("\tat ");
        }
        assertNoLockIsLeft();
        assertThat(program.run("snapshots").output()).as("a dump that was cut off is no recovery point").doesNotContain("recovery-point");
    }

    /** In the place of its largest pack a pipe into which nobody writes: whoever reads it waits for ever. */
    @Test
    void endsInOrderInTheMiddleOfACheck() throws Exception {
        fill();
        try (Daemon daemon = program.start()) {
            assertThat(daemon.backup(Observer.NONE).exit()).as(daemon::log).isEqualTo(ExitCode.OK);
            daemon.awaitMirrored();
            Path pack = largestPack();
            Files.delete(pack);
            assertThat(new ProcessBuilder("mkfifo", pack.toString()).start().waitFor()).isZero();
            Future<Outcome> asked = daemon.checkUpTo(Stage.CHECK_DATA);
            daemon.signal("TERM");
            assertThat(daemon.awaitEnd(AT_ONCE)).as(daemon::log).isZero();
            assertThatThrownBy(asked::get).isInstanceOf(ExecutionException.class);
            assertThat(daemon.log()).doesNotContain("\tat ", "did not end");
        }
        assertNoLockIsLeft();
    }

    private Path largestPack() throws IOException {
        try (Stream<Path> files = Files.walk(program.repository().resolve("data"))) {
            return files.filter(Files::isRegularFile).max(Comparator.comparingLong(pack -> pack.toFile().length())).orElseThrow();
        }
    }

    /** Files come in until a checkpoint is met: however slow the machine, there is always a next one. */
    @Test
    void finishesTheCheckpointThatIsUnderWay() throws Exception {
        AtomicLong finished = new AtomicLong();
        try (Daemon daemon = program.start()) {
            daemon.await("a checkpoint is under way", () -> {
                if (count("locks") > 0) {
                    return true;
                }
                finished.set(count("snapshots"));
                Files.writeString(program.storage().resolve("attachments/8/q/" + UUID.randomUUID()), "one more");
                return false;
            });
            daemon.signal("TERM");
            assertThat(daemon.awaitEnd(AT_ONCE)).as(daemon::log).isZero();
            assertThat(daemon.log()).doesNotContain(" ERROR ", " WARN ");
        }
        assertNoLockIsLeft();
        assertThat(count("snapshots")).as("the checkpoints").isGreaterThan(finished.get());
    }

    /** The lock at the sink, which cannot be given back past the hanging upload, is known as its own by the next start. */
    @Test
    void endsAtOnceWhileAnUploadHangs() throws Exception {
        fill();
        try (FaultyProxy proxy = FaultyProxy.before(Oracles.s3().endpoint())) {
            program.set("sink.offsite.endpoint", proxy.endpoint().toString());
            proxy.strike(request -> request.kind() == Kind.PUT && request.key().contains("data/"), Fault.late(Duration.ofMinutes(1)));
            try (Daemon daemon = program.start()) {
                assertThat(daemon.backup(Observer.NONE).exit()).as(daemon::log).isEqualTo(ExitCode.OK);
                daemon.await("an upload hangs", () -> proxy.struck() > 0);
                daemon.signal("TERM");
                assertThat(daemon.awaitEnd(AT_ONCE)).as(daemon::log).isZero();
            }
        }
        assertNoLockIsLeftHere();
    }

    /** Nobody takes what it writes to a pipe that is full: a write that no interruption ends. */
    @Test
    void cutsOffWhatDoesNotEndAndSaysWhere() throws Exception {
        Files.write(program.storage().resolve("attachments/8/q/1"), new byte[1 << 20]);
        assertThat(program.run("init").code()).isZero();
        assertThat(program.run("backup", "--storage").code()).isZero();
        Path errors = root.resolve("cat.err");
        program.variable("STOP_SECONDS", "2");
        Process cat = program.begin(errors, "cat", "latest", "/storage/attachments/8/q/1");
        try {
            while (cat.getInputStream().available() < PIPE) {
                assertThat(cat.isAlive()).as(Files.readString(errors)).isTrue();
                Thread.sleep(20);
            }
            // Process.destroy would close the pipe as well.
            cat.toHandle().destroy();
            assertThat(cat.waitFor(AT_ONCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(cat.exitValue()).isEqualTo(143);
            assertThat(errors).content().contains("did not end within 2 s and is cut off, at cerb.backup.", "STOP_SECONDS");
        } finally {
            cat.destroyForcibly();
        }
    }

    private long count(String directory) throws IOException {
        try (Stream<Path> files = Files.list(program.repository().resolve(directory))) {
            return files.count();
        }
    }

    /** The dump is under way until this is closed. */
    private HeldTable hold() throws SQLException {
        return new HeldTable(server.connect(program.setting("database.name")));
    }

    private void fill() throws Exception {
        new Helpdesk(server::connect, program.setting("database.name"), program.storage()).fill(new HelpdeskSize(1_000, 40, 8_000), 1, (what, done, total) -> { });
    }

    private void assertNoLockIsLeftHere() {
        assertThat(restic.run(program.repository().toString(), Installed.PASSWORD, "list", "locks")).isBlank();
    }

    private void assertNoLockIsLeft() {
        assertNoLockIsLeftHere();
        assertThat(Oracles.s3().directory(bucket).resolve("locks")).satisfiesAnyOf(locks -> assertThat(locks).doesNotExist(), locks -> assertThat(locks).isEmptyDirectory());
    }
}
