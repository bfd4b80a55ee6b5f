package cerb.backup.operation.crosscheck;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.StorageKey;
import cerb.backup.operation.Engine;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.manifest.CrossChecked.Count;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every object of a helpdesk ends in the set it belongs to. */
final class CrossCheckTest {
    @TempDir
    Path root;
    private CerbScene scene;
    private final List<CrossChecked> told = new CopyOnWriteArrayList<>();

    private Engine engine(CerbScene of) {
        return engine(of, of.helpdesk.options().storage());
    }

    private Engine engine(CerbScene of, StorageSource storage) {
        scene = of;
        Engine engine = Engine.openOrInitialise(scene.helpdesk.options().withStorage(storage), new Observers());
        engine.recoveryPoint().ask(scene.live());
        engine.observers().add(new Observer() {
            @Override
            public void crossChecked(CrossChecked result) {
                told.add(result);
            }
        });
        return engine;
    }

    private CrossChecked last() {
        return told.get(told.size() - 1);
    }

    private static List<Finding> incomplete(RecoveryPointResult point) {
        return point.findings().stream().filter(Finding::marksIncomplete).toList();
    }

    private void fill() throws SQLException {
        for (int id = 1; id <= 8; id++) {
            scene.onDisk("attachment", id, content(id, 1000 + id));
        }
        scene.onDisk("attachment", 9, new byte[0]);
        scene.inDatabase("attachment", 20, content(20, 140_000));
        scene.inDatabase("attachment", 21, new byte[0]);
        scene.row("attachment", 22, "devblocks.storage.engine.s3", "a/b/22", content(22, 500));
        scene.row("attachment", 23, "", "", new byte[0]);
        scene.onDisk("context_avatar", 1, content(1, 300));
        scene.inDatabase("message", 1, content(1, 100));
        scene.inDatabase("message", 2, content(2, 200_000));
        scene.inDatabase("record_changeset", 1, content(1, 66_000));
        scene.onDisk("record_changeset", 2, content(2, 10));
        scene.inDatabase("resource", 1, content(3, 5));
        scene.onDisk("automation_resource", 1, content(4, 5));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void wholeHelpdeskIsProvenAndEachDamageIsFound(Flavour flavour) throws Exception {
        try (CerbScene of = CerbScene.of(root, flavour); Engine engine = engine(of)) {
            fill();
            RecoveryPointResult whole = scene.backUp(engine);
            assertThat(incomplete(whole)).isEmpty();
            assertThat(whole.findings()).anySatisfy(finding -> assertThat(finding.message())
                    .contains("attachments in devblocks.storage.engine.s3: 1 object of 500 bytes", "not in the recovery point"));
            assertThat(last().present().objects()).isEqualTo(18);
            assertThat(last().compared()).isEqualTo(18);
            assertThat(last().elsewhere()).isEqualTo(new Count(1, 500));
            assertThat(last().empty()).isEqualTo(1);
            assertThat(last().unhashed()).isZero();
            assertThat(last().unreferenced()).isEqualTo(Count.NONE);

            damage();
            RecoveryPointResult damaged = scene.backUp(engine);
            assertThat(damaged.exitCode()).isEqualTo(3);
            assertThat(last().missing()).as("attachment 3, message 1").isEqualTo(new Count(2, 1003 + 100));
            assertThat(last().wrongSize()).as("attachment 2, message 2").isEqualTo(new Count(2, 1002 + 200_000));
            assertThat(last().wrongHash()).as("attachment 4, changeset 1").isEqualTo(new Count(2, 1004 + 66_000));
            assertThat(last().unreferenced()).isEqualTo(new Count(1, 7));
            assertThat(last().present().objects()).isEqualTo(12);
            assertThat(incomplete(damaged)).extracting(Finding::subject)
                    .containsExactlyInAnyOrder("attachment 2", "attachment 3", "attachment 4", "message 1", "message 2", "record_changeset 1");
            assertThat(incomplete(damaged)).filteredOn(finding -> finding.subject().equals("attachment 3")).singleElement().satisfies(finding -> {
                assertThat(finding.message()).isEqualTo(path(3) + " is missing");
                assertThat(finding.remedy()).contains("cerb-backup cat " + whole.snapshot().shortName() + " /storage/" + path(3));
            });
            assertThat(incomplete(damaged)).filteredOn(finding -> finding.subject().equals("message 1")).singleElement()
                    .satisfies(finding -> assertThat(finding.remedy()).contains(whole.snapshot().shortName()));
            assertManifest(engine, damaged);
            assertCheckpointIsDoubted(engine, whole);
        }
    }

    /** What nobody compares is complete, though its files are as the incomplete recovery point has them. */
    private void assertCheckpointIsDoubted(Engine engine, RecoveryPointResult whole) {
        scene.helpdesk.write("attachments/later", content(1, 10));
        RecoveryPointResult checkpoint = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
        assertThat(checkpoint.incomplete()).isFalse();
        Snapshots snapshots = new Snapshots(engine.repository(), "cerb");
        StoredSnapshot latest = snapshots.choose("latest", null, false);
        assertThat(latest.id()).isEqualTo(checkpoint.snapshot());
        assertThat(snapshots.doubted(latest)).hasValueSatisfying(finding -> {
            assertThat(finding.message()).contains("6 objects were missing or not as the rows say");
            assertThat(finding.remedy()).contains("The last recovery point in which all fitted is " + whole.snapshot().shortName() + " of ");
        });
        assertThat(snapshots.doubted(engine.repository().find(whole.snapshot().toString()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB")
    void lossThatIsKnownNoLongerMarksThePoint(Flavour flavour) throws Exception {
        Path known = Files.writeString(root.resolve("known"), "# gone since 2019\n attachment  3 # the contract\nattachment three\nmessage 3\n");
        try (CerbScene of = CerbScene.of(root, flavour); Engine engine = engine(of, new StorageSource(of.helpdesk.storage, true, List.of(), false, List.of(), known))) {
            fill();
            scene.unlink("attachment", 3);
            RecoveryPointResult point = scene.backUp(engine);
            assertThat(incomplete(point)).isEmpty();
            assertThat(last().knownLost()).isEqualTo(new Count(1, 1003));
            assertThat(last().damaged()).isZero();
            assertThat(point.findings()).filteredOn(finding -> finding.subject().equals("storage.known-lost")).singleElement().asString().contains("line 3 names no row");

            scene.unlink("attachment", 4);
            RecoveryPointResult worse = scene.backUp(engine);
            assertThat(incomplete(worse)).extracting(Finding::subject).containsExactly("attachment 4");
            Files.delete(known);
            assertThat(incomplete(scene.backUp(engine))).extracting(Finding::subject).as("what cannot be read excuses nothing").containsExactlyInAnyOrder("attachment 3", "attachment 4");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB")
    void whatCannotBeReadIsNotToldAsLost(Flavour flavour) throws Exception {
        try (CerbScene of = CerbScene.of(root, flavour); Engine engine = engine(of)) {
            fill();
            Path file = of.helpdesk.storage.resolve(path(3));
            Files.setAttribute(file, "unix:mode", 0);
            assumeThat(Files.isReadable(file)).as("permissions do not hold root back").isFalse();
            scene.unlink("attachment", 4);
            RecoveryPointResult point = scene.backUp(engine);
            assertThat(incomplete(point)).extracting(Finding::subject).as("each once").containsExactlyInAnyOrder(path(3), "cross-check", "attachment 4");
            assertThat(incomplete(point)).filteredOn(finding -> finding.subject().equals(path(3))).singleElement().asString().contains("access denied", "chmod g+r").doesNotContain("Exception", "known-lost");
            assertThat(incomplete(point)).filteredOn(finding -> finding.subject().equals("cross-check")).singleElement().asString().contains("1 of ", "nothing says that they are lost").doesNotContain("known-lost");
            assertThat(last().missing().objects()).isEqualTo(2);
        }
    }

    private void damage() throws SQLException {
        scene.helpdesk.write(path(2), content(2, 500));
        scene.unlink("attachment", 3);
        scene.helpdesk.write(path(4), content(99, 1004));
        scene.helpdesk.write("attachments/0/0/4711", new byte[7]);
        scene.sql("DELETE FROM storage_message_content WHERE id = 1", "DELETE FROM storage_message_content WHERE id = 2 AND chunk = 2",
                "UPDATE storage_record_changeset SET data = REPEAT('x', LENGTH(data)) WHERE id = 1 AND chunk = 2");
    }

    private static String path(long attachment) {
        return StorageKey.of("attachments", attachment).path("attachments");
    }

    private static void assertManifest(Engine engine, RecoveryPointResult point) throws Exception {
        JsonNode check = new ObjectMapper().readTree(CerbScene.read(engine, point, "/manifest.json")).get("cross_check");
        assertThat(check.get("checked").asInt()).isEqualTo(18);
        assertThat(check.get("missing").asInt()).isEqualTo(6);
        assertThat(check.at("/sets/wrong_hash/objects").asInt()).isEqualTo(2);
        assertThat(check.at("/samples/unreferenced/0").asText()).isEqualTo("attachments/0/0/4711");
        assertThat(check.at("/samples/damaged")).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void whatIsOvertakenByTheHelpdeskIsNoDamage(Flavour flavour) throws Exception {
        try (CerbScene of = CerbScene.of(root, flavour); Engine engine = engine(of)) {
            fill();
            RecoveryPointResult point = scene.backUp(engine, () -> {
                for (int id = 12; id <= 14; id++) {
                    scene.onDisk("attachment", id, content(id, id));
                }
                scene.inDatabase("attachment", 30, content(30, 30));
            }, () -> {
                deleted(12);
                deleted(13);
                scene.onDisk("attachment", 13, content(113, 113)); // the id is used again
                scene.inDatabase("attachment", 14, content(14, 14)); // moved
                scene.unlink("attachment", 14);
                scene.onDisk("context_avatar", 1, content(2, 301)); // another picture, in place
                deleted(1); // its file is carried
            });
            assertThat(incomplete(point)).isEmpty();
            assertThat(last().benign().objects()).as("attachments 12, 13, 14 and the picture").isEqualTo(4);
            assertThat(last().damaged()).isZero();
            assertThat(last().present().objects()).isEqualTo(18 + 1 - 1);

            RecoveryPointResult next = scene.backUp(engine);
            assertThat(incomplete(next)).isEmpty();
            assertThat(last().benign()).isEqualTo(Count.NONE);
            assertThat(last().compared()).as("one gone, three come").isEqualTo(18 - 1 + 3);
        }
    }

    private void deleted(long attachment) throws SQLException {
        scene.unlink("attachment", attachment);
        scene.sql("DELETE FROM attachment WHERE id = " + attachment);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void olderVersionsHaveFewerTablesAndKeysOfOtherShapes(Flavour flavour) throws Exception {
        try (CerbScene of = CerbScene.older(root, flavour); Engine engine = engine(of)) {
            scene.onDisk("attachment", 1, content(1, 10));
            scene.row("attachment", 2, CerbScene.DISK, "legacy/2.bin", content(2, 20));
            scene.helpdesk.write("attachments/legacy/2.bin", content(2, 20));
            scene.row("attachment", 5, CerbScene.DISK, StorageKey.of("attachments", 4711).text(), content(5, 50));
            scene.helpdesk.write(path(4711), content(5, 50));
            scene.row("attachment", 6, CerbScene.DISK, StorageKey.of("attachments", 1).text(), content(1, 10));
            scene.row("attachment", 7, CerbScene.DISK, "7", content(7, 70));
            scene.helpdesk.write("attachments/7", content(7, 70));
            scene.row("attachment", 8, CerbScene.DISK, "99", content(8, 80));
            scene.helpdesk.write("attachments/99", content(8, 80));
            scene.sql("UPDATE attachment SET storage_sha1hash = NULL WHERE id = 1");
            assertThat(incomplete(scene.backUp(engine))).isEmpty();
            assertThat(last().present()).isEqualTo(new Count(6, 10 + 20 + 50 + 10 + 70 + 80));
            assertThat(last().unreferenced()).isEqualTo(Count.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB")
    void contentIsHashedOnceWhoeverStoredIt(Flavour flavour) throws Exception {
        try (CerbScene of = CerbScene.of(root, flavour)) {
            try (Engine engine = engine(of)) {
                fill();
                engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            }
            try (Engine engine = engine(of)) {
                RecoveryPointResult point = scene.backUp(engine);
                assertThat(last().unhashed()).as("read again from the repository").isZero();
                String inventory = CerbScene.read(engine, point, "/inventory/attachments/" + path(5).charAt(12) + ".tsv");
                assertThat(inventory).contains(StorageKey.of("attachments", 5) + "\t1005\t" + CerbScene.sha1(content(5, 1005)) + "\t");
                scene.backUp(engine);
                assertThat(told.get(1).present()).isEqualTo(told.get(0).present());
            }
        }
    }
}
