package cerb.backup.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.configuration.Settings;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.Problem;
import cerb.backup.observe.problem.Limits;
import cerb.backup.observe.problem.Problems;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SyncWorkTest {
    @TempDir
    Path home;
    private final MemoryBackend near = new MemoryBackend();
    private final FaultyBackend far = new FaultyBackend(new MemoryBackend());
    private final List<Progress> shown = new CopyOnWriteArrayList<>();
    private final List<Finding> found = new CopyOnWriteArrayList<>();
    private Engine engine;

    @BeforeEach
    void begin() {
        engine = Engine.openOrInitialise(EngineOptions.of(settings("")), new Observers());
    }

    @AfterEach
    void end() {
        engine.close();
    }

    private Settings settings(String sinks) {
        var values = new HashMap<>(Map.of("repository.directory", home.resolve("repository").toString(), "sinks", sinks));
        return Settings.of(values, Map.of("RESTIC_PASSWORD", "secret"));
    }

    @Test
    void endsWhenEverySinkHoldsWhatWasWritten() throws Exception {
        Mirror one = mirror("one", near);
        Mirror two = mirror("two", far);
        drain(one, near);
        FutureTask<Outcome> asked = new FutureTask<>(() -> sync("one,two", null));
        new Thread(asked, "asks-for-sync").start();
        while (shown.stream().noneMatch(progress -> progress.totalFiles() < 0)) {
            Thread.sleep(10);
        }
        assertThat(asked.isDone()).as("the second lacks all").isFalse();
        drain(two, far);
        Outcome outcome = asked.get();
        assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
        assertThat(outcome.result().path("complete").asBoolean()).isTrue();
        assertThat(outcome.result().path("sinks")).extracting(sink -> sink.path("sent_files").asInt()).containsExactly(0, 2);
        assertThat(shown).as("config and key").anyMatch(progress -> progress.doneFiles() == 2 && progress.totalFiles() == 2 && progress.totalBytes() == progress.doneBytes());
    }

    @Test
    void saysWhatIsMissingAndWhyWhenTheTimeIsUp() throws Exception {
        drain(mirror("one", near), near);
        Mirror two = mirror("two", far);
        drain(two, far);
        two.written(new Handle(FileType.INDEX, "ab".repeat(32)), 77);
        far.breakCall(0, FaultyBackend.Fault.TRANSIENT, true);
        assertThatThrownBy(two::next).isInstanceOf(RuntimeException.class);
        Outcome outcome = sync("one,two", "300ms");
        assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
        JsonNode lacking = outcome.result().path("sinks").path(1);
        assertThat(outcome.result().path("sinks").path(0).path("complete").asBoolean()).isTrue();
        assertThat(lacking.path("complete").asBoolean()).isFalse();
        assertThat(lacking.path("backlog_files").asInt()).isEqualTo(1);
        assertThat(lacking.path("backlog_oldest").asText()).contains("T");
        assertThat(lacking.path("problem").asText()).isNotBlank();
        assertThat(found).as("told once, while it waits").singleElement().satisfies(finding -> assertThat(finding.subject()).isEqualTo("sink two"));
    }

    @Test
    void sinkWithoutAMirrorLacksEverything() throws Exception {
        drain(mirror("one", near), near);
        Outcome outcome = sync("one,gone", null);
        assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.result().path("sinks").path(1).path("problem").asText()).contains("no running route");
    }

    /** As after a virtual machine was set back: what was written since is at the sink alone. */
    @Test
    void tellsOfWhatASinkHoldsAndTheRepositoryHasLost() throws Exception {
        Ledger ledger = new Ledger(Clock.systemUTC());
        engine.observers().add(ledger);
        Mirror before = mirror("one", near);
        drain(before, near);
        engine.mirrors().end(before);
        near.save(new Handle(FileType.SNAPSHOT, "cd".repeat(32)), Content.of(new byte[10]));
        near.save(new Handle(FileType.DATA, "ef".repeat(32)), Content.of(new byte[10]));
        drain(mirror("one", near), near);
        JsonNode sink = sync("one", null).result().path("sinks").path(0);
        assertThat(sink.path("complete").asBoolean()).isTrue();
        assertThat(sink.path("unexplained").asInt()).isEqualTo(2);
        Settings settings = settings("one");
        assertThat(new Problems(ledger, Limits.of(settings), Clock.systemUTC()).list()).filteredOn(problem -> problem.kind() == Problem.Kind.SINK_HOLDS_MORE).singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("Sink one holds 2 files neither here nor removed by this program, snapshots among them: 1.", "older copy of itself", "init --from one"));
    }

    @Test
    void refusesToWaitForNothing() {
        assertThatThrownBy(() -> sync("", null)).isInstanceOf(FailureException.class).hasMessageContaining("sinks is empty");
        assertThatThrownBy(() -> sync("one", "soon")).isInstanceOf(FailureException.class).hasMessageContaining("--timeout");
    }

    private Outcome sync(String sinks, String timeout) throws InterruptedException {
        return new SyncWork(engine, settings(sinks)).run(Json.object().put("timeout", timeout), new Observer() {
            @Override
            public void mirrorProgress(String sink, Progress progress) {
                shown.add(progress);
            }

            @Override
            public void found(Finding finding) {
                found.add(finding);
            }
        });
    }

    private Mirror mirror(String name, Backend sink) {
        return engine.mirrors().begin(sink, MirrorOptions.of(name, Duration.ofHours(1), true));
    }

    private static void drain(Mirror mirror, Backend sink) {
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            sink.save(file.get().handle(), file.get().content());
            mirror.confirm(file.get(), sink.size(file.get().handle()), null);
        }
    }
}
