package cerb.backup.operation.forget;

import static cerb.backup.operation.forget.ForgetScene.NOW;
import static cerb.backup.operation.forget.ForgetScene.ago;
import static cerb.backup.operation.forget.ForgetScene.days;
import static cerb.backup.operation.forget.ForgetScene.ids;
import static cerb.backup.operation.forget.ForgetScene.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Retention;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForgetTest {
    private final MemoryBackend backend = new MemoryBackend();
    @AutoClose
    private final ForgetScene scene;

    ForgetTest(@TempDir Path directory) throws IOException {
        scene = new ForgetScene(directory, backend);
    }

    @Test
    void removesWhatThePolicyDoesNotKeepAndSaysWhyTheOthersStay() {
        Id old = scene.recoveryPoint(ago(5, 0));
        Id yesterday = scene.recoveryPoint(ago(1, 0));
        Id earlier = scene.checkpoint(ago(0, 9));
        Id newest = scene.checkpoint(ago(0, 5));

        ForgetResult result = scene.forget(ForgetOptions.by(days(2)));

        assertThat(ids(result.removed())).containsExactly(texts(earlier));
        assertThat(ids(result.kept())).containsExactly(texts(newest, yesterday, old));
        assertThat(result.kept()).extracting(ForgetResult.Decision::reasons).containsExactly(
                List.of("daily snapshot", "newest of its host and paths", "newest complete checkpoint"),
                List.of("daily snapshot", "daily recovery point", "newest complete recovery-point"),
                List.of("daily recovery point"));
        assertThat(scene.present()).containsExactly(old, yesterday, newest);
        assertThat(result.exitCode()).isZero();
    }

    /** What a person forgets by hand does not stand for the retention that did not run. */
    @Test
    void tellsWhenTheConfiguredRetentionRanAsAWhole() {
        List<Instant> retained = new ArrayList<>();
        scene.engine.observers().add(new Observer() {
            @Override
            public void retained(Instant at) {
                retained.add(at);
            }
        });
        Id first = scene.recoveryPoint(ago(1, 5));
        scene.recoveryPoint(ago(1, 0));
        ForgetOptions configured = ForgetOptions.by(scene.engine.options().retention());
        scene.forget(configured.dry(true));
        scene.forget(configured.ids(first.toString()));
        scene.forget(ForgetOptions.by(days(300)));
        scene.forget(new ForgetOptions(configured.retention(), List.of(), List.of(List.of("recovery-point")), false, Set.of(), false));
        assertThat(retained).isEmpty();
        scene.forget(configured);
        assertThat(retained).containsExactly(ForgetScene.NOW);
    }

    @Test
    void tellsTheOldestRecoveryPointThatIsLeftAndNoCheckpoint() {
        List<Instant> oldest = new ArrayList<>();
        scene.engine.observers().add(new Observer() {
            @Override
            public void forgot(int left, Instant point) {
                oldest.add(point);
            }
        });
        Id checkpoint = scene.checkpoint(ago(0, 9));
        Id going = scene.recoveryPoint(ago(0, 8));
        scene.recoveryPoint(ago(0, 7));
        scene.recoveryPoint(ago(0, 6));
        scene.forget(ForgetOptions.by(days(300)).ids(going.toString()));
        assertThat(oldest).containsExactly(ago(0, 7));
        assertThat(scene.present()).contains(checkpoint);
    }

    @Test
    void recordsWhatGoesAndNothingElse() {
        scene.checkpoint(ago(1, 0));
        Id older = scene.checkpoint(ago(1, 5));
        Id oldest = scene.checkpoint(ago(1, 9));
        scene.forget(ForgetOptions.by(days(1)));

        assertThat(scene.records()).containsExactly(new Removal(NOW, "forget", List.of(),
                List.of(new Handle(FileType.SNAPSHOT, oldest.toString()), new Handle(FileType.SNAPSHOT, older.toString()))));
        scene.forget(ForgetOptions.by(days(1)));
        assertThat(scene.records()).hasSize(1);
    }

    @Test
    void dryRunRemovesAndRecordsNothing() {
        scene.checkpoint(ago(0, 1));
        Id older = scene.checkpoint(ago(0, 2));
        ForgetResult result = scene.forget(ForgetOptions.by(days(1)).dry(true));

        assertThat(ids(result.removed())).containsExactly(texts(older));
        assertThat(scene.present()).hasSize(2);
        assertThat(scene.records()).isEmpty();
    }

    @Test
    void pinnedStaysForEver() {
        Id pinned = scene.recoveryPoint(ago(2000, 0), "pinned");
        scene.recoveryPoint(ago(0, 1));
        assertThat(scene.forget(ForgetOptions.by(days(1))).removed()).isEmpty();
        assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(1)).ids(texts(pinned))))
                .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.remedy()).contains("--unsafe-allow pinned")).hasMessageContaining("pinned");
        scene.forget(ForgetOptions.by(days(1)).ids(texts(pinned)).allow(Allow.PINNED, Allow.GAP));
        assertThat(scene.present()).hasSize(1).doesNotContain(pinned);
    }

    /** An upgrade's snapshot goes by no ordinary option: its word alone lets it go. */
    @Test
    void pinnedStaysWhicheverTagsAreToStay() {
        Id pinned = scene.recoveryPoint(ago(2000, 0), "pinned");
        scene.recoveryPoint(ago(0, 2));
        Id newest = scene.recoveryPoint(ago(0, 1));
        for (List<List<String>> tags : List.of(List.<List<String>>of(), List.of(List.of("other")))) {
            Retention retention = new Retention(new RetentionPolicy(Map.of(Bucket.LAST, 1), Map.of(), tags), 1);
            assertThatThrownBy(() -> scene.forget(ForgetOptions.by(retention).ids(texts(pinned)).allow(Allow.GAP, Allow.LAST)))
                    .isInstanceOf(OperationException.class).hasMessageContaining("pinned");
            scene.forget(ForgetOptions.by(retention));
            assertThat(scene.present()).containsExactly(pinned, newest);
        }
    }

    /** Backups that lack something come in every day; the last one that did not is the one to go back to. */
    @Test
    void lastCompleteRecoveryPointOutlivesAnyNumberOfIncompleteOnes() {
        Id good = scene.recoveryPoint(ago(100, 0));
        scene.recoveryPoint(ago(101, 0));
        Id goodCheckpoint = scene.checkpoint(ago(99, 0));
        for (int day = 0; day < 90; day++) {
            scene.recoveryPoint(ago(day, 0), "incomplete");
            scene.checkpoint(ago(day, 1), "incomplete");
        }
        scene.forget(ForgetOptions.by(days(1)));
        scene.forget(ForgetOptions.by(new Retention(new RetentionPolicy(Map.of(Bucket.LAST, 1), Map.of(), List.of()), 1)));
        assertThat(scene.present()).hasSize(3).contains(good, goodCheckpoint);
    }

    @Test
    void newestOfAllStaysWhereNoneIsComplete() {
        scene.recoveryPoint(ago(3, 0), "incomplete");
        Id point = scene.recoveryPoint(ago(2, 0), "incomplete");
        Id checkpoint = scene.checkpoint(ago(1, 0), "incomplete");
        ForgetResult result = scene.forget(ForgetOptions.by(new Retention(new RetentionPolicy(Map.of(Bucket.LAST, 1), Map.of(), List.of()), 1)));
        assertThat(scene.present()).containsExactly(point, checkpoint);
        assertThat(result.findings()).hasSize(1).allSatisfy(finding -> assertThat(finding.message()).contains("1 snapshot stays beyond that", "--unsafe-allow pinned"));
    }

    @Test
    void oneWhoseRootDirectoryIsLostIsNotTheLastGoodOne() {
        Id good = scene.recoveryPoint(ago(9, 0));
        Id lost = scene.unreadable(ago(0, 0));
        ForgetResult result = scene.forget(ForgetOptions.by(days(1)));
        assertThat(scene.present()).containsExactly(good, lost);
        assertThat(result.findings()).extracting(Finding::severity).containsExactly(Finding.Severity.DAMAGE);
        assertThat(result.exitCode()).isEqualTo(3);
    }

    /** As after the index was lost: they can be read again when it is repaired. */
    @Test
    void completeOnesStayWhileNoneOfThemCanBeRead() {
        List<Id> lost = List.of(scene.unreadable(ago(3, 0)), scene.unreadable(ago(2, 0)), scene.unreadable(ago(1, 0)));
        Id newest = scene.checkpoint(ago(0, 0));
        assertThat(scene.forget(ForgetOptions.by(days(1))).removed()).isEmpty();
        assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(1)).ids(texts(lost.get(0))).allow(Allow.GAP)))
                .isInstanceOf(OperationException.class).hasMessageContaining("cannot be told");
        assertThat(scene.present()).containsAll(lost).contains(newest);
    }

    @Test
    void onesOfOthersAreNotTouchedUnlessAskedFor() {
        Id old = scene.foreign(ago(3, 0));
        Id foreign = scene.foreign(ago(1, 0));
        scene.checkpoint(ago(0, 0));
        assertThat(scene.forget(ForgetOptions.by(days(1))).removed()).isEmpty();
        assertThat(scene.forget(ForgetOptions.by(days(1))).kept()).hasSize(1);
        ForgetOptions others = new ForgetOptions(days(1), List.of(), List.of(), true, Set.of(), false);
        assertThat(ids(scene.forget(others).removed())).containsExactly(texts(foreign, old));
    }

    @Test
    void tagsLimitWhatIsConsideredAndNotWhatIsGood() {
        Id point = scene.recoveryPoint(ago(3, 0), "test");
        Id second = scene.checkpoint(ago(2, 0), "test");
        Id untagged = scene.checkpoint(ago(1, 0));
        ForgetOptions tagged = new ForgetOptions(days(1), List.of(), List.of(List.of("test", "checkpoint"), List.of("test", "recovery-point")), false, Set.of(), false);
        assertThat(ids(scene.forget(tagged).kept())).containsExactly(texts(second, point));
        assertThat(scene.present()).containsExactly(point, second, untagged);
    }

    @Test
    void refusesToForgetByNoRule() {
        scene.recoveryPoint(ago(1, 0));
        scene.recoveryPoint(ago(0, 0));
        for (Retention none : List.of(days(0), new Retention(new RetentionPolicy(Map.of(), Map.of(), List.of(List.of("audit"))), 400))) {
            assertThatThrownBy(() -> scene.forget(ForgetOptions.by(none))).isInstanceOf(OperationException.class).hasMessageContaining("no rule says");
        }
        assertThat(scene.present()).hasSize(2);
    }

    @Test
    void removesExactlyTheIdsGiven() {
        Id first = scene.recoveryPoint(ago(0, 3));
        Id second = scene.recoveryPoint(ago(0, 2));
        Id third = scene.recoveryPoint(ago(0, 1));
        ForgetResult result = scene.forget(ForgetOptions.by(days(30)).ids(second.shortName(), second.toString()));
        assertThat(ids(result.removed())).containsExactly(texts(second));
        assertThat(scene.present()).containsExactly(first, third);
        assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(30)).ids(second.shortName()))).isInstanceOf(RepositoryException.class);
    }

    @Test
    void idsDoNotTakeTheLastGoodOnesUnlessAllowed() {
        Id checkpoint = scene.checkpoint(ago(0, 9));
        Id point = scene.recoveryPoint(ago(0, 8));
        scene.checkpoint(ago(0, 7), "incomplete");
        scene.recoveryPoint(ago(0, 6), "incomplete");
        scene.unreadable(ago(0, 5));
        scene.recoveryPoint(NOW.plusSeconds(60));
        for (Id id : List.of(checkpoint, point)) {
            assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(30)).ids(texts(id)).allow(Allow.GAP, Allow.PINNED)))
                    .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.remedy()).contains("--unsafe-allow last"))
                    .hasMessageContaining("the last good").hasMessageContaining(id.shortName());
        }
        assertThat(scene.forget(ForgetOptions.by(days(30)).ids(texts(checkpoint, point)).allow(Allow.LAST)).removed()).hasSize(2);
    }

    /** An older good one does not make it superfluous: it is what the helpdesk would be restored to. */
    @Test
    void newestGoodOneStaysAlsoWhereAnOlderOneIsLeft() {
        Id older = scene.recoveryPoint(ago(0, 3));
        Id newest = scene.recoveryPoint(ago(0, 2));
        for (String name : List.of(newest.shortName(), "latest")) {
            assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(30)).ids(name))).isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.remedy()).contains("--unsafe-allow last"))
                    .hasMessageContaining(newest.shortName()).hasMessageContaining("is the last good recovery-point");
        }
        assertThat(ids(scene.forget(ForgetOptions.by(days(30)).ids("latest").allow(Allow.LAST)).removed())).containsExactly(texts(newest));
        assertThat(scene.present()).containsExactly(older);
    }

    @Test
    void idsDoNotTakeEverythingWhateverIsAllowed() {
        Id one = scene.checkpoint(ago(0, 9));
        Id other = scene.recoveryPoint(ago(0, 8));
        assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(30)).ids(texts(one, other)).allow(Allow.values())))
                .isInstanceOf(OperationException.class).hasMessageContaining("none of 2 would be left");
        assertThat(scene.present()).hasSize(2);
    }

    @Test
    void idsDoNotOpenAGapUnlessAllowed() {
        scene.recoveryPoint(ago(0, 1));
        Id alone = scene.recoveryPoint(ago(3, 0));
        Id oneOfTwo = scene.recoveryPoint(ago(4, 0));
        scene.recoveryPoint(ago(4, 5));
        assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(30)).ids(texts(alone))))
                .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.remedy()).contains("--unsafe-allow gap"))
                .hasMessageContaining("the day 2026-11-23").hasMessageContaining("gap in the timeline");
        assertThat(scene.forget(ForgetOptions.by(days(30)).ids(texts(oneOfTwo))).removed()).hasSize(1);
        assertThat(scene.forget(ForgetOptions.by(days(30)).ids(texts(alone)).allow(Allow.GAP)).removed()).hasSize(1);
    }

    /** A clock that was ahead for a while: what it dated stays, and takes nobody's place. */
    @Test
    void datedInTheFutureNeitherPushesOutNorCountsAsNewest() {
        Id old = scene.recoveryPoint(ago(2, 0));
        Id last = scene.checkpoint(ago(0, 5));
        for (int i = 0; i < 5; i++) {
            scene.checkpoint(NOW.plusSeconds(86_400L * (i + 1)));
            scene.recoveryPoint(NOW.plusSeconds(86_400L * (i + 1) + 60));
        }
        ForgetResult result = scene.forget(ForgetOptions.by(days(1)));
        assertThat(result.removed()).isEmpty();
        assertThat(result.kept()).filteredOn(each -> List.of(texts(old, last)).contains(each.snapshot().id()))
                .extracting(each -> each.reasons().get(each.reasons().size() - 1)).containsExactly("newest complete checkpoint", "newest complete recovery-point");
        assertThat(result.findings()).hasSize(1).allSatisfy(finding -> assertThat(finding.message()).contains("10 snapshots are dated in the future"));
    }

    /** As after a start without a clock: nothing is in the past, and all are kept. */
    @Test
    void clockSetBackBeforeAllRemovesNothing() {
        Id point = scene.recoveryPoint(NOW.plusSeconds(60));
        for (int i = 2; i < 50; i++) {
            scene.checkpoint(NOW.plusSeconds(60L * i));
        }
        assertThat(scene.forget(ForgetOptions.by(days(1))).removed()).isEmpty();
        assertThat(scene.present()).hasSize(49).contains(point);
    }

    @Test
    void waitsForNobodyAndRemovesNothingUnderAForeignExclusiveLock() {
        scene.checkpoint(ago(0, 5));
        scene.checkpoint(ago(0, 6));
        try (var lock = scene.engine.repository().locks().acquire(LockMode.EXCLUSIVE)) {
            assertThatThrownBy(() -> scene.forget(ForgetOptions.by(days(1)))).isInstanceOf(LockedException.class);
            assertThat(lock.isHeld()).isTrue();
        }
        assertThat(scene.present()).hasSize(2);
    }
}
