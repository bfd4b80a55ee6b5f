package cerb.backup.operation.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.operation.Engine;
import cerb.backup.operation.crosscheck.CerbScene;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.storage.watch.DirtyBatch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CatalogTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void listsTheRowsOfTheDumpBesideIt(Flavour flavour) throws Exception {
        try (CerbScene scene = CerbScene.of(root, flavour); Engine engine = scene.helpdesk.engine()) {
            scene.sql("START TRANSACTION");
            for (int id = 1; id <= 100; id++) {
                scene.onDisk("attachment", id, new byte[id]);
            }
            scene.sql("COMMIT");
            scene.sql("UPDATE attachment SET name = 'Rechnung \"März\"\\n.pdf', mime_type = 'application/pdf', updated = 17 WHERE id = 7",
                    "INSERT INTO attachment_link VALUES (7, 'cerberusweb.contexts.message', 99), (7, 'cerberusweb.contexts.ticket', 3)");
            scene.inDatabase("message", 4, new byte[70_000]);
            RecoveryPointResult point = scene.backUp(engine);

            List<JsonNode> attachments = lines(CerbScene.read(engine, point, "/catalog/attachment.jsonl"));
            assertThat(attachments).extracting(row -> row.get("id").asInt()).hasSize(100).isSorted();
            assertThat(attachments.get(6)).hasToString("{\"id\":7,\"name\":\"Rechnung \\\"März\\\"\\n.pdf\",\"mime_type\":\"application/pdf\",\"updated\":17,\"size\":7,\"sha1\":\""
                    + CerbScene.sha1(new byte[7]) + "\",\"engine\":\"devblocks.storage.engine.disk\",\"profile\":0,\"key\":\""
                    + cerb.backup.cerb.StorageKey.of("attachments", 7) + "\"}");
            assertThat(CerbScene.read(engine, point, "/catalog/attachment_link.jsonl"))
                    .isEqualTo("{\"attachment_id\":7,\"context\":\"cerberusweb.contexts.message\",\"context_id\":99}\n"
                            + "{\"attachment_id\":7,\"context\":\"cerberusweb.contexts.ticket\",\"context_id\":3}\n");
            assertThat(CerbScene.read(engine, point, "/catalog/message.jsonl"))
                    .isEqualTo("{\"id\":4,\"ticket_id\":0,\"size\":70000,\"engine\":\"devblocks.storage.engine.database\",\"profile\":0,\"key\":\"4\"}\n");
            assertThat(CerbScene.read(engine, point, "/database/" + scene.schema + "/data/attachment.sql")).as("a part of the same name").contains("März");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void oneChangedRowCostsOneBlobAndACheckpointKeepsIt(Flavour flavour) throws Exception {
        try (CerbScene scene = CerbScene.older(root, flavour); Engine engine = scene.helpdesk.engine()) {
            scene.sql("START TRANSACTION");
            for (int id = 1; id <= 1000; id++) {
                scene.row("attachment", id, CerbScene.DISK, "", new byte[0]);
            }
            scene.sql("COMMIT");
            var before = blobs(engine, scene.backUp(engine));
            assertThat(before).hasSizeBetween(5, 60);
            scene.sql("UPDATE attachment SET name = 'another' WHERE id = 500");
            scene.sql("DELETE FROM attachment WHERE id = 5");
            var point = scene.backUp(engine);
            var after = new ArrayList<>(blobs(engine, point));
            after.removeAll(before);
            assertThat(after).hasSizeBetween(1, 2);

            scene.helpdesk.write("plugins/new.php", new byte[9]);
            var checkpoint = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(blobs(engine, checkpoint)).isEqualTo(blobs(engine, point));
        }
    }

    private static List<cerb.backup.format.Id> blobs(Engine engine, RecoveryPointResult point) {
        var snapshot = new Snapshots(engine.repository(), "cerb").choose(point.snapshot().toString(), null, false);
        var index = engine.repository().index();
        List<cerb.backup.format.Id> blobs = new ArrayList<>();
        index.tree(snapshot.snapshot().tree()).forEach(part -> {
            if (part.name().toString().equals("catalog")) {
                index.tree(part.subtree()).forEach(file -> blobs.addAll(file.name().toString().equals("attachment.jsonl") ? file.content() : List.of()));
            }
        });
        new SnapshotContent(index, snapshot).list("/catalog", true, entry -> { });
        return blobs;
    }

    private static List<JsonNode> lines(String text) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        var json = new ObjectMapper();
        for (String line : text.split("\n")) {
            rows.add(json.readTree(line));
        }
        return rows;
    }
}
