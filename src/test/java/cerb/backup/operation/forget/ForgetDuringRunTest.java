package cerb.backup.operation.forget;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.configuration.FreeSpace;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.Run;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Retention;
import cerb.backup.operation.retention.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recovery point goes on for hours; the snapshot that it began from may be forgotten meanwhile. */
final class ForgetDuringRunTest {
    private static final Retention LAST = new Retention(new RetentionPolicy(Map.of(Bucket.LAST, 1), Map.of(), List.of()), 400);

    @TempDir
    Path root;

    /** By the policy: a checkpoint came meanwhile and is the newest. */
    @Test
    void baseForgottenByThePolicyIsNotMissed() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 5);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2, 3, 4);
            helpdesk.delete(attachment(1));
            RecoveryPointResult base = checkpoint(engine);
            try (Run run = begin(engine)) {
                helpdesk.delete(attachment(2));
                helpdesk.attach(5, 7);
                RecoveryPointResult newest = checkpoint(engine);
                ForgetResult result = new Forget(engine).run(ForgetOptions.by(LAST));
                assertThat(ForgetScene.ids(result.removed())).containsExactly(base.snapshot().toString());
                RecoveryPointResult point = run.commit(HelpdeskFixture.storeDump(run, 2, 3, 4));
                assertRestores(helpdesk, engine, point);
                assertThat(engine.repository().find(point.snapshot().toString()).snapshot().parent()).isEqualTo(newest.snapshot());
            }
        }
        helpdesk.checkByRestic();
    }

    /** By its id: an older one is the newest then, from before the run began. */
    @Test
    void baseForgottenByItsIdIsNotMissed() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 5);
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult older = helpdesk.recoveryPoint(engine, 1, 2, 3, 4);
            helpdesk.delete(attachment(1));
            RecoveryPointResult base = helpdesk.recoveryPoint(engine, 2, 3, 4);
            try (Run run = begin(engine)) {
                helpdesk.delete(attachment(2));
                helpdesk.attach(5, 7);
                new Forget(engine).run(ForgetOptions.by(LAST).ids(base.snapshot().toString()).allow(Allow.LAST));
                RecoveryPointResult point = run.commit(HelpdeskFixture.storeDump(run, 2, 3, 4));
                assertRestores(helpdesk, engine, point);
                assertThat(engine.repository().find(point.snapshot().toString()).snapshot().parent()).isEqualTo(older.snapshot());
            }
        }
        helpdesk.checkByRestic();
    }

    /** What vanished before the run is not in it, what vanished since is carried, what came is there. */
    private static void assertRestores(HelpdeskFixture helpdesk, Engine engine, RecoveryPointResult point) {
        assertThat(point.incomplete()).isFalse();
        Path storage = helpdesk.restoreByRestic(ResticVersion.NEWER, point.snapshot().toString(), "restored");
        assertThat(storage.resolve(attachment(1))).doesNotExist();
        for (int id = 2; id < 7; id++) {
            assertThat(storage.resolve(attachment(id))).hasBinaryContent(HelpdeskFixture.content(id, 100 + id * 37 % 5000));
        }
    }

    private static Run begin(Engine engine) {
        return engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of());
    }

    private static RecoveryPointResult checkpoint(Engine engine) {
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.STORAGE), List.of())) {
            return run.commit();
        }
    }

    /** Removal is a way out of a full disk. */
    @Test
    void forgetsWhereThereIsNoRoomForMore() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            checkpoint(engine);
            checkpoint(engine);
        }
        try (Engine engine = Engine.open(helpdesk.options().withMinimumFree(FreeSpace.parse("100%")), new Observers())) {
            assertThat(engine.shortageOfSpace()).isPresent();
            assertThat(new Forget(engine).run(ForgetOptions.by(LAST)).removed()).hasSize(1);
        }
    }
}
