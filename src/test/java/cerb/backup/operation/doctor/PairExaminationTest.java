package cerb.backup.operation.doctor;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.operation.crosscheck.CerbScene;
import cerb.backup.operation.doctor.database.PairExamination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PairExaminationTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void tellsADirectoryOfAnotherHelpdesk(Flavour flavour) throws Exception {
        try (CerbScene scene = CerbScene.older(root, flavour); Session session = new Connections(DatabaseAddress.of(scene.server.host(), scene.server.port(),
                Oracles.Database.USER, () -> "").withSchema(scene.schema)).open()) {
            for (int id = 1; id <= 3; id++) {
                scene.onDisk("attachment", id, content(id, 10));
            }
            List<String> tables = List.of("attachment", "message", "context_avatar", "cerb_property_store");
            assertThat(new PairExamination(session, tables, scene.helpdesk.storage).examine()).singleElement().satisfies(ok -> assertThat(ok.level()).isEqualTo(Level.OK));
            assertThat(new PairExamination(session, List.of("attachment", "message"), scene.helpdesk.storage).examine()).singleElement().satisfies(doubtful -> {
                assertThat(doubtful.level()).isEqualTo(Level.WARNING);
                assertThat(doubtful.remedy()).contains("storage.kind=plain");
            });
            Path other = Files.createDirectory(root.resolve("other"));
            assertThat(new PairExamination(session, tables, other).examine()).singleElement().satisfies(wrong -> {
                assertThat(wrong.level()).isEqualTo(Level.ERROR);
                assertThat(wrong.finding()).contains("of its newest 3 attachments on disk, none is in " + other);
                assertThat(wrong.remedy()).contains("APP_STORAGE_PATH");
            });
            assertThat(new PairExamination(session, List.of("ticket"), other).examine()).singleElement().satisfies(wrong -> assertThat(wrong.remedy()).contains("storage.kind=plain"));
        }
    }
}
