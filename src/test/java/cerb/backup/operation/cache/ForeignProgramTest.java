package cerb.backup.operation.cache;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.TransientException;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock restic at work in a directory whose packs are away: what it takes for lost is at the sink, and stays there. */
class ForeignProgramTest {
    @TempDir
    private Path root;
    private CacheScene scene;
    private SortedMap<String, String> atSink;

    @BeforeEach
    void dropPacks() throws IOException {
        scene = new CacheScene(root, "one");
        scene.helpdesk.attach(1, 30);
        scene.checkpoint();
        scene.helpdesk.write("mail/first", content(1, 300_000));
        scene.checkpoint();
        scene.mirror();
        assertThat(scene.away()).isPositive();
        atSink = scene.filesAt("one");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void restic(ResticVersion version, String... arguments) {
        Oracles.restic(version).run(scene.helpdesk.repository.toString(), HelpdeskFixture.PASSWORD, arguments);
    }

    @Test
    void repairedIndexCostsNothingAtTheSinkAndComesBack() throws IOException {
        restic(ResticVersion.NEWER, "repair", "index");
        scene.helpdesk.write("mail/second", content(2, 300_000));
        assertThatThrownBy(() -> scene.checkpoint()).as("the running daemon").isInstanceOf(OperationException.class).hasMessageContaining("does not name")
                .hasMessageContaining("repair index");
        assertThat(scene.mirrors.get("one").next()).isEmpty();
        assertThat(scene.filesAt("one")).isEqualTo(atSink);
        scene.restart();
        assertNothingIsSent();
        assertThatThrownBy(() -> scene.prune()).isInstanceOf(OperationException.class).hasMessageContaining("does not name");
        assertThat(scene.engine.returnIndex(Duration.ZERO)).isPositive();
        Id next = scene.checkpoint();
        scene.mirror();
        scene.assertRestores(next);
        assertThat(scene.filesAt("one")).containsAllEntriesOf(atSink);
        assertThat(scene.check(CheckOptions.everything()).damaged()).isFalse();
        checkSink();
    }

    @Test
    void indexComesBackFromNoOtherRepository() throws IOException {
        restic(ResticVersion.NEWER, "repair", "index");
        Files.delete(scene.sink("one").resolve("config"));
        Files.write(scene.sink("one").resolve("config"), new byte[100]);
        assertThatThrownBy(() -> scene.engine.returnIndex(Duration.ZERO)).isInstanceOf(TransientException.class).hasMessageContaining("the repository there is another");
    }

    /** As an unmounted disk, or a store that is lost for good. */
    @Test
    void indexComesBackFromTheSinkThatIsThere() throws IOException {
        scene.close();
        scene = new CacheScene(Files.createDirectory(root.resolve("more")), "one", "two");
        scene.helpdesk.attach(1, 30);
        scene.checkpoint();
        scene.helpdesk.write("mail/first", content(1, 300_000));
        Id last = scene.checkpoint();
        scene.mirror();
        restic(ResticVersion.NEWER, "repair", "index");
        Files.move(scene.sink("one").resolve("config"), root.resolve("config"));
        scene.sinks.get("two").breakCall(0, Fault.TRANSIENT, true);
        assertThatThrownBy(() -> scene.engine.returnIndex(Duration.ZERO)).isInstanceOf(TransientException.class);
        scene.sinks.get("two").heal();
        assertThat(scene.engine.returnIndex(Duration.ZERO)).isPositive();
        scene.assertRestores(last);
    }

    /** There nothing is missing, so the new index names what the old one did. */
    @Test
    void repairedIndexOfTheSinkCostsNothingEither() throws IOException {
        Oracles.restic(ResticVersion.NEWER).run(scene.sink("one").toString(), HelpdeskFixture.PASSWORD, "repair", "index");
        scene.restart();
        scene.helpdesk.write("mail/second", content(2, 300_000));
        Id next = scene.checkpoint();
        scene.mirror();
        assertThat(scene.filesAt("one")).containsAllEntriesOf(packs(atSink));
        scene.assertRestores(next);
        assertThat(scene.check(CheckOptions.everything()).damaged()).isFalse();
        checkSink();
    }

    private static SortedMap<String, String> packs(SortedMap<String, String> files) {
        SortedMap<String, String> packs = new TreeMap<>(files);
        packs.keySet().removeIf(path -> !path.startsWith("data/"));
        assertThat(packs).isNotEmpty();
        return packs;
    }

    private void assertNothingIsSent() throws IOException {
        assertThatThrownBy(() -> scene.mirrors.get("one").next()).isInstanceOf(OperationException.class).hasMessageContaining("no sink has lost anything");
        assertThat(scene.filesAt("one")).isEqualTo(atSink);
    }

    private void checkSink() {
        Oracles.restic(ResticVersion.NEWER).run(scene.sink("one").toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
    }

    /** It finds that packs are missing which are needed, and gives up before it removes anything. */
    @Test
    void pruneCostsNothingAtTheSink() throws IOException {
        for (ResticVersion version : ResticVersion.values()) {
            assertThat(Oracles.restic(version).ask(scene.helpdesk.repository.toString(), HelpdeskFixture.PASSWORD, "prune").exitCode()).as(version.name()).isNotZero();
        }
        scene.restart();
        scene.helpdesk.write("mail/second", content(2, 300_000));
        Id next = scene.checkpoint();
        scene.mirror();
        assertThat(scene.filesAt("one")).containsAllEntriesOf(atSink);
        scene.assertRestores(next);
        checkSink();
    }
}
