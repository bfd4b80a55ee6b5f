package cerb.backup.cli.kit;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryKitTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"'',eu-central-1,'',s3:https://s3.eu-central-1.amazonaws.com/bucket", "'','','a/b/',s3:https://s3.us-east-1.amazonaws.com/bucket/a/b",
        "http://127.0.0.1:9000/,'','x/',s3:http://127.0.0.1:9000/bucket/x"})
    void spellsABucketAsResticDoes(String endpoint, String region, String prefix, String url) {
        Settings settings = Settings.of(Map.of("sinks", "offsite", "repository.directory", "/backups/../backups/repository", "sink.offsite.bucket", "bucket",
                "sink.offsite.endpoint", endpoint, "sink.offsite.region", region, "sink.offsite.prefix", prefix), Map.of());
        assertThat(Places.of(settings)).extracting(Places.Place::url).containsExactly("/backups/repository", url);
    }

    @Test
    void doesNotGuessWhereASinkOfItsOwnKindIs() {
        Settings settings = Settings.of(Map.of("sinks", "tape"), Map.of());
        assertThat(Places.of(settings).get(1).url()).isNull();
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            assertThat(new RecoveryKit(settings, repository, NOW, null).lines()).anyMatch(line -> line.contains("routes/sink-tape.camel.yaml"));
        }
    }

    /** Who needs the page has lost the machine. */
    @Test
    void prefersASinkToTheDirectoryOfThisMachine() {
        Settings settings = Settings.of(Map.of("repository.directory", "/backups/repository", "sinks", "tape,disk", "sink.disk.directory", "/mnt/disk/copy"), Map.of());
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            assertThat(new RecoveryKit(settings, repository, NOW, null).lines()).contains("  repository  /backups/repository", "  disk        /mnt/disk/copy", "  export RESTIC_REPOSITORY=/mnt/disk/copy")
                    .noneMatch(line -> line.contains("AWS_"));
            Settings alone = Settings.of(Map.of("repository.directory", "/backups/repository"), Map.of());
            assertThat(new RecoveryKit(alone, repository, NOW, null).lines()).contains("  export RESTIC_REPOSITORY=/backups/repository");
        }
    }

    @Test
    void holdsThePasswordOnlyWhenAsked() {
        Settings settings = Settings.of(Map.of("instance.name", "o'clock"), Map.of());
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            assertThat(String.join("\n", new RecoveryKit(settings, repository, NOW, null).lines())).doesNotContain(SmallBackup.PASSWORD_TEXT).contains(repository.id().toString())
                    .contains("There is no off-site copy").contains("--host 'o'\\''clock'");
            assertThat(new RecoveryKit(settings, repository, NOW, null).json().path("password").isNull()).isTrue();
            assertThat(String.join("\n", new RecoveryKit(settings, repository, NOW, SmallBackup.PASSWORD_TEXT).lines())).contains(SmallBackup.PASSWORD_TEXT);
        }
    }

    @Test
    void takesFilesAndDatabaseOutOfOneSnapshotAndSaysWhichToChoose() {
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            RecoveryKit kit = new RecoveryKit(Settings.of(Map.of("extra.paths", "/srv/cerb/framework.config.php"), Map.of()), repository, NOW, null);
            assertThat(kit.lines()).filteredOn(line -> line.contains("restic restore")).satisfiesExactly(
                    line -> assertThat(line).contains("restore \"$RECOVERY_POINT\"", "--include /storage --include /database --include /extra --target restored"),
                    line -> assertThat(line).contains("\"$RECOVERY_POINT\":/storage"));
            assertThat(kit.lines()).anyMatch(line -> line.contains("without it in the place of latest")).anyMatch(line -> line.contains("./restored/extra"));
            RecoveryKit plain = new RecoveryKit(Settings.of(Map.of(), Map.of()), repository, NOW, null);
            assertThat(plain.lines()).noneMatch(line -> line.contains("extra") || line.contains("hotcopy"));
            assertThat(plain.json().path("commands").path("mysql_hot_copy")).isEmpty();
        }
    }

    @Test
    void knowsThatASinkHoldsWhatTheLocalDirectoryDoesNot() {
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            RecoveryKit kit = new RecoveryKit(Settings.of(Map.of("repository.keep", "metadata", "sinks", "tape,offsite", "sink.offsite.bucket", "bucket"), Map.of()), repository, NOW, null);
            assertThat(kit.lines()).noneMatch(line -> line.contains("There is no off-site copy")).anyMatch(line -> line.contains("RESTIC_REPOSITORY=s3:"));
            RecoveryKit own = new RecoveryKit(Settings.of(Map.of("repository.keep", "metadata", "sinks", "tape"), Map.of()), repository, NOW, null);
            assertThat(own.lines()).noneMatch(line -> line.contains("There is no off-site copy")).anyMatch(line -> line.contains("RESTIC_REPOSITORY=/where/a/copy/"));
        }
    }

    @Test
    void saysHowTheServerTakesAHotCopyOver() throws Exception {
        Settings settings = Settings.of(Map.of("dump.method", "hotcopy", "database.name", "cerb.it's"), Map.of());
        try (Repository repository = SmallBackup.init(new MemoryBackend())) {
            RecoveryKit kit = new RecoveryKit(settings, repository, NOW, null);
            assertThat(kit.lines()).anyMatch(line -> line.contains("DISCARD TABLESPACE\" cerb_it_s_restored")).anyMatch(line -> line.contains("for f in restored/database/cerb%2Eit%27s/hotcopy/*.ibd"))
                    .anyMatch(line -> line.contains("(cd restored/database/cerb%2Eit%27s && cat schema.sql")).anyMatch(line -> line.contains("post.sql")).noneMatch(line -> line.contains("?"));
            for (var commands : kit.json().path("commands")) {
                for (var command : commands) {
                    assertThat(new ProcessBuilder("sh", "-n", "-c", command.asText()).inheritIO().start().waitFor()).as(command.asText()).isZero();
                }
            }
        }
    }

    @Test
    void isConfirmedForThisRepositoryAndTheseKeysOnly() throws IOException {
        Confirmation confirmation = new Confirmation(directory);
        try (Repository repository = SmallBackup.init(new MemoryBackend()); Repository other = SmallBackup.init(new MemoryBackend())) {
            assertThat(confirmation.problem(repository)).hasValueSatisfying(text -> assertThat(text).contains("not confirmed"));
            confirmation.record(repository, NOW);
            assertThat(confirmation.problem(repository)).isEmpty();
            assertThat(confirmation.problem(other)).hasValueSatisfying(text -> assertThat(text).contains("changed since").contains("2026-11-23"));
            repository.keys().save(repository.keys().make(Password.of("another")));
            assertThat(confirmation.problem(repository)).hasValueSatisfying(text -> assertThat(text).contains("keys have changed"));
            confirmation.record(repository, NOW);
            assertThat(confirmation.problem(repository)).isEmpty();
            Files.writeString(directory.resolve("cerb-backup.recovery-kit"), "nonsense");
            assertThat(confirmation.problem(repository)).hasValueSatisfying(text -> assertThat(text).contains("cannot be read"));
        }
    }
}
