package cerb.backup.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.retention.SnapshotSamples;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of a forget, as a shell gives them. */
final class ForgetWorkTest {
    private static final Instant NOW = Instant.parse("2026-11-26T20:30:00Z");

    @TempDir
    Path directory;

    private Engine engine;
    private Id tree;

    @BeforeEach
    void open() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(directory);
        Files.createDirectories(helpdesk.repository);
        engine = HelpdeskFixture.engine(new MemoryBackend(), helpdesk.options(), Clock.fixed(NOW, ZoneOffset.UTC));
        tree = engine.repository().index().write(writer -> writer.storeTree(new TreeWriter().finish()));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Id point(int daysAgo, String... tags) {
        Snapshot sample = SnapshotSamples.recoveryPoint(NOW.minusSeconds(86_400L * daysAgo), tags).snapshot();
        return engine.repository().saveSnapshot(new Snapshot(sample.time(), null, tree, sample.paths(), sample.hostname(), "", 0, 0, List.of(), sample.tags(), null, "", null));
    }

    private static ObjectNode keepLast() {
        return Json.object().put("last", "1").put("within", "0").put("hourly", "0").put("daily", "0").put("weekly", "0").put("monthly", "0");
    }

    private Outcome forget(ObjectNode keep, String... tags) {
        ObjectNode arguments = Json.object();
        arguments.set("keep", keep);
        arguments.set("tags", Json.array(List.of(tags)));
        return new ForgetWork(engine).run(arguments, new Observer() { });
    }

    private List<Id> present() {
        return engine.repository().snapshots().stream().map(StoredSnapshot::id).toList();
    }

    @Test
    void keepTagKeepsMoreAndNoPinnedOneLess() {
        Id pinned = point(9, "pinned");
        Id audited = point(8, "audit", "2026");
        point(7, "audit");
        Id newest = point(0);
        ObjectNode keep = keepLast();
        keep.set("tag", Json.array(List.of("audit,2026")));
        forget(keep);
        assertThat(present()).containsExactly(pinned, audited, newest);
    }

    /** A variable of the shell that is not set must not widen what goes, nor take away what stays. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "test,", ",test", "test,,audit"})
    void tagOfNothingIsRefused(String given) {
        point(9, "test");
        point(0);
        ObjectNode keep = keepLast();
        assertThatThrownBy(() -> forget(keep, given)).isInstanceOf(FailureException.class).hasMessageContaining("--tag");
        keep.set("tag", Json.array(List.of(given)));
        assertThatThrownBy(() -> forget(keep)).isInstanceOf(FailureException.class).hasMessageContaining("--keep-tag");
        assertThat(present()).hasSize(2);
    }

    /** As a console does. */
    @Test
    void askedByNoRuleThoseOfTheConfigurationHold() {
        Id newest = point(0);
        Outcome outcome = new ForgetWork(engine).run(Json.object().put("dry_run", true), new Observer() { });
        assertThat(outcome.result().path("kept")).hasSize(1);
        assertThat(present()).containsExactly(newest);
    }

    @Test
    void emptyingEachRuleForgetsNothing() {
        point(9);
        point(0);
        assertThatThrownBy(() -> forget(keepLast().put("last", "0"))).isInstanceOf(OperationException.class).hasMessageContaining("no rule says");
        assertThat(present()).hasSize(2);
    }
}
