package cerb.backup.operation.forget;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Retention;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check has found a pack damaged: a recovery point that needs it is not the last good one. */
final class LostPartTest {
    private static final Retention LAST = new Retention(new RetentionPolicy(Map.of(Bucket.LAST, 1), Map.of(), List.of()), 400);

    @TempDir
    Path root;

    private Engine engine;
    private HelpdeskFixture helpdesk;
    private Id oldest;
    private Id sound;

    @BeforeEach
    void takePoints() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.write("mail/all", content(1, 5000));
        engine = helpdesk.engine();
        oldest = helpdesk.recoveryPoint(engine, 1).snapshot();
        sound = helpdesk.recoveryPoint(engine, 1, 2).snapshot();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Id newer(int seed) throws IOException {
        helpdesk.write("mail/new-" + seed, content(seed, 6000));
        return helpdesk.recoveryPoint(engine, 1, 2, 3).snapshot();
    }

    private void lose(byte[] file) {
        IndexedRepository index = engine.repository().index();
        index.trust().distrust(index.locate(BlobHandle.data(Id.hash(file))).orElseThrow().pack());
    }

    private ForgetResult forget(ForgetOptions options) {
        return new Forget(engine).run(options);
    }

    private List<Id> present() {
        return engine.repository().snapshots().stream().map(StoredSnapshot::id).toList();
    }

    @Test
    void newestThatNeedsNothingLostStaysBesideTheNewest() throws IOException {
        newer(2);
        Id newest = newer(3);
        lose(content(2, 6000));
        ForgetResult result = forget(ForgetOptions.by(LAST));
        assertThat(present()).containsExactly(sound, newest);
        assertThat(result.kept().get(1).reasons()).containsExactly("newest complete recovery-point");
        assertThat(result.kept().get(0).reasons()).contains("newest complete recovery-point, of which a part is lost");
        assertThat(result.findings()).filteredOn(finding -> finding.severity() == Finding.Severity.DAMAGE).singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("missing or damaged").contains(sound.shortName()));
        assertThatThrownBy(() -> forget(ForgetOptions.by(LAST).ids(sound.toString()).allow(Allow.GAP)))
                .isInstanceOf(OperationException.class).hasMessageContaining("is the last good recovery-point");
    }

    /** Or nothing would be forgotten any more, as most files are in every snapshot. */
    @Test
    void newestStaysAloneWhereAPartOfAllIsLost() throws IOException {
        Id newest = newer(2);
        lose(content(1, 5000));
        assertThat(forget(ForgetOptions.by(LAST)).kept()).hasSize(1);
        assertThat(present()).containsExactly(newest).doesNotContain(oldest);
    }
}
