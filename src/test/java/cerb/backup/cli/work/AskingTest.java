package cerb.backup.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.daemon.DaemonServer;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.Json;
import cerb.backup.configuration.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AskingTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @TempDir
    Path repository;

    @Test
    void worksHereWithoutADaemon() throws Exception {
        Outcome outcome = asking().daemonOrHere("backup", Json.object(), (arguments, display) -> new Outcome(ExitCode.INCOMPLETE, Json.object()));
        assertThat(outcome.exit()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void ctrlCDetachesFromTheDaemonsWorkAndSaysSo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (DaemonServer server = DaemonServer.start(repository, Map.of("backup", (arguments, display) -> {
            begun.countDown();
            go.await();
            done.countDown();
            return new Outcome(ExitCode.OK, Json.object());
        }))) {
            assertThat(server.socket()).exists();
            FutureTask<Failure> asked = new FutureTask<>(this::ask);
            Thread client = new Thread(asked);
            client.start();
            begun.await();
            client.interrupt();
            assertThat(asked.get().exit()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(asked.get().paragraph()).contains("detached").contains("goes on").contains("status");
            go.countDown();
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Failure ask() {
        try {
            asking().daemonOrHere("backup", Json.object(), (arguments, display) -> {
                throw new AssertionError("a daemon runs");
            });
            return null;
        } catch (Exception e) {
            return Failure.of(e);
        }
    }

    private Asking asking() {
        return new Asking(Settings.of(Map.of("repository.directory", repository.toString()), Map.of()), new Console(NOWHERE, NOWHERE, false, false, false));
    }
}
