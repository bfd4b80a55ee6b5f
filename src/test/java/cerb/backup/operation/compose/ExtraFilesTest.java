package cerb.backup.operation.compose;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.crosscheck.CerbScene;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtraFilesTest {
    @TempDir
    Path root;

    private Engine engine(HelpdeskFixture helpdesk, Path... extra) {
        EngineOptions options = helpdesk.options().withStorage(new StorageSource(helpdesk.storage, true, List.of(), false, List.of(extra), null));
        return Engine.openOrInitialise(options, new Observers());
    }

    @Test
    void liesBelowItsOwnPathInRecoveryPointsAndCheckpoints() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        Path config = Files.writeString(root.resolve("framework.config.php"), "<?php define('APP_DB_PASS', 's')");
        Path compose = Files.createDirectories(root.resolve("compose/sites"));
        Files.writeString(compose.resolve("a.yaml"), "services: {}");
        try (Engine engine = engine(helpdesk, config, compose.getParent(), config)) {
            RecoveryPointResult point = helpdesk.recoveryPoint(engine, 1);
            assertThat(point.incomplete()).isFalse();
            assertThat(CerbScene.read(engine, point, "/extra" + config)).contains("APP_DB_PASS");
            assertThat(CerbScene.read(engine, point, "/extra" + compose + "/a.yaml")).isEqualTo("services: {}");
            helpdesk.write("plugins/new.php", new byte[1]);
            RecoveryPointResult checkpoint = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(CerbScene.read(engine, checkpoint, "/extra" + config)).contains("APP_DB_PASS");
        }
        helpdesk.checkByRestic();
    }

    @Test
    void followsALinkThatIsNamedAndTellsOfThoseBelow() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        Path real = Files.createDirectories(root.resolve("releases/7"));
        Files.writeString(real.resolve(".env"), "A=1");
        Files.createSymbolicLink(real.resolve("compose.yaml"), Files.writeString(root.resolve("shared.yaml"), "services: {}"));
        Files.createSymbolicLink(real.resolve("elsewhere"), helpdesk.storage);
        Files.createSymbolicLink(real.resolve("nowhere"), root.resolve("gone"));
        Path current = Files.createSymbolicLink(root.resolve("current"), real);
        try (Engine engine = engine(helpdesk, current)) {
            RecoveryPointResult point = helpdesk.recoveryPoint(engine, 1);
            assertThat(point.incomplete()).isFalse();
            assertThat(CerbScene.read(engine, point, "/extra" + current + "/.env")).isEqualTo("A=1");
            assertThat(CerbScene.read(engine, point, "/extra" + current + "/compose.yaml")).isEqualTo("services: {}");
            assertThat(point.findings()).filteredOn(finding -> finding.message().startsWith("is a link")).extracting(Finding::subject)
                    .containsExactlyInAnyOrder(current.resolve("elsewhere").toString(), current.resolve("nowhere").toString());
        }
    }

    @Test
    void oneWithoutAnyFileMakesTheRecoveryPointIncomplete() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        Path empty = Files.createDirectories(root.resolve("empty"));
        try (Engine engine = engine(helpdesk, empty, Files.createSymbolicLink(root.resolve("nowhere"), root.resolve("gone")))) {
            RecoveryPointResult point = helpdesk.recoveryPoint(engine, 1);
            assertThat(point.findings()).filteredOn(Finding::marksIncomplete).extracting(Finding::subject).containsExactly(empty.toString(), root.resolve("nowhere").toString());
        }
    }

    @Test
    void oneThatIsNotThereMakesTheRecoveryPointIncomplete() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = engine(helpdesk, root.resolve("gone/.env"))) {
            RecoveryPointResult point = helpdesk.recoveryPoint(engine, 1);
            assertThat(point.exitCode()).isEqualTo(3);
            assertThat(point.findings()).filteredOn(Finding::marksIncomplete).singleElement().satisfies(finding -> assertThat(finding.remedy()).contains("extra.paths"));
        }
    }
}
