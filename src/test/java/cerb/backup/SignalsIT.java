package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.operation.Observer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signals a daemon gets: the one that restic unlock sends to whoever holds a lock, and the one that ends it. */
final class SignalsIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    private Path root;

    private final Restic restic = Oracles.restic(ResticVersion.INSTALLED);
    private Installed program;

    @BeforeEach
    void install() throws Exception {
        program = new Installed(root).database(Oracles.mariadb(), Oracles.database(Flavour.MARIADB).newSchema("signals"));
    }

    @Test
    void goesOnAfterAHangupAndEndsInOrderWhenTold() throws Exception {
        String bucket = Oracles.newBucket("signals");
        program.sink(Oracles.s3(), bucket);
        try (Daemon daemon = program.start()) {
            daemon.signal("HUP");
            assertThat(daemon.backup(Observer.NONE).exit()).as(daemon::log).isEqualTo(ExitCode.OK);
            daemon.awaitMirrored();
            assertThat(daemon.isAlive()).isTrue();
            daemon.signal("TERM");
            assertThat(daemon.awaitEnd(AT_ONCE)).as(daemon::log).isZero();
            assertThat(daemon.log()).doesNotContain("Exception", " ERROR ");
        }
        assertThat(restic.run(program.repository().toString(), Installed.PASSWORD, "list", "locks")).isBlank();
        assertThat(Oracles.s3().directory(bucket).resolve("locks")).satisfiesAnyOf(locks -> assertThat(locks).doesNotExist(), locks -> assertThat(locks).isEmptyDirectory());
    }
}
