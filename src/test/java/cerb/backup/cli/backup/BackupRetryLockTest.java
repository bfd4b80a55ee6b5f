package cerb.backup.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.component.RoutesFixture;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.LockedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whoever asks for a backup says how long it may wait for another program's lock: the hour of the settings does not count then. */
@Timeout(120)
final class BackupRetryLockTest {
    @Command
    private static final class Line {
        @Mixin
        private RetryLock retryLock;
    }

    private static ObjectNode arguments(String part, String... words) {
        Line line = new Line();
        new CommandLine(line).parseArgs(words);
        return line.retryLock.addTo(Json.object().set("parts", Json.array(List.of(part))));
    }

    @Test
    void waitsAsLongAsItIsTold(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("storage"));
        Files.writeString(home.resolve("storage/file"), "content");
        RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").set("repository.minimum-free", "1").set("repository.retry-lock", "1h");
        Engine.openOrInitialise(fixture.options(), new Observers()).close();
        try (RunningHelpdesk helpdesk = RunningHelpdesk.forVerb(fixture.settings(), new Observers())) {
            BackupWork work = new BackupWork(helpdesk);
            try (RepositoryLock foreign = helpdesk.engine().repository().locks().acquire(LockMode.EXCLUSIVE)) {
                for (String part : List.of("storage", "database")) {
                    assertThatThrownBy(() -> work.run(arguments(part, "--retry-lock", "300ms"), Observer.NONE)).as(part).isInstanceOf(LockedException.class);
                }
                assertThat(foreign.isHeld()).isTrue();
            }
            assertThat(work.run(arguments("storage"), Observer.NONE).result().path("changed").asBoolean()).isTrue();
        }
    }

    @Test
    void isAnOptionOfTheVerb() {
        assertThat(new CommandLine(new BackupVerb()).getCommandSpec().findOption("--retry-lock").description()[0]).contains("backup and forget wait as long as repository.retry-lock says");
    }
}
