package cerb.backup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.configuration.value.KeptLocally;
import cerb.backup.repository.RepositoryOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Map<String, String> NO_VARIABLES = Map.of();

    @TempDir
    Path directory;

    @Test
    void defaultsHoldWhereNothingIsSet() {
        Settings settings = Settings.of(Map.of(), NO_VARIABLES);
        assertThat(settings.get(Keys.DATABASE_PORT)).isEqualTo(3306);
        assertThat(settings.get(Keys.DUMP_STALL_LIMIT)).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.get(Keys.REPOSITORY_PACK_SIZE)).isEqualTo(16L << 20);
        assertThat(settings.sinks()).isEmpty();
        assertThat(settings.find(Keys.DATABASE_EXCLUDE)).isEmpty();
    }

    @Test
    void everyDefaultCanBeRead() {
        assertThat(Keys.all()).allSatisfy(setting -> {
            if (!setting.defaultText().isEmpty()) {
                setting.kind().parse().apply(setting.defaultText());
            }
        });
    }

    @Test
    void environmentOverridesTheFile() throws Exception {
        Path file = write("database.host=one\nsinks=offsite\nsink.offsite.bucket=a\n");
        Settings settings = Settings.load(file, Map.of("DATABASE_HOST", "two", "SINK_OFFSITE_BUCKET", "b"));
        assertThat(settings.get(Keys.DATABASE_HOST)).isEqualTo("two");
        assertThat(settings.get(Keys.SINK_BUCKET.forSink("offsite"))).isEqualTo("b");
    }

    @Test
    void unknownKeyIsNamedWithItsLineAndTheNearestKnownOne() throws Exception {
        Path file = write("# helpdesk\ndatabse.host=one\n");
        assertThatThrownBy(() -> Settings.load(file, NO_VARIABLES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown key databse.host (" + file + " line 2), did you mean database.host?");
    }

    @Test
    void allErrorsAreReportedTogether() {
        assertThatThrownBy(() -> Settings.of(Map.of("database.port", "many", "storage.settle", "2"), NO_VARIABLES))
                .hasMessageContaining("2 errors")
                .hasMessageContaining("database.port=many")
                .hasMessageContaining("storage.settle=2 (storage.settle) must be a length of time such as 200ms");
    }

    /** As compose files pass it on of what is not set, {@code SINKS=${SINKS:-}}. */
    @Test
    void emptyVariableCountsAsNotSet() {
        assertThat(Settings.of(Map.of("sinks", "disk"), Map.of("SINKS", "")).sinks()).containsExactly("disk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1MiB", "4194303", "128.1MiB", "256MiB", "0"})
    void packSizeOutOfItsRangeIsRefused(String size) {
        assertThatThrownBy(() -> Settings.of(Map.of("repository.pack-size", size), NO_VARIABLES)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("repository.pack-size=" + size + " (repository.pack-size) must be a size from 4MiB to 128MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4MiB", "128MiB"})
    void packSizeIsOneThatTheRepositoryTakes(String size) {
        long bytes = Settings.of(Map.of("repository.pack-size", size), NO_VARIABLES).get(Keys.REPOSITORY_PACK_SIZE);
        assertThat(RepositoryOptions.defaults().withPackSize(bytes).packSize()).isEqualTo(bytes);
    }

    @Test
    void plannedKeyIsRefusedWithTheWordsNotBuiltYet() {
        assertThatThrownBy(() -> Settings.of(Map.of("binlog.window", "14d"), NO_VARIABLES)).hasMessageContaining("not built yet");
        assertThatThrownBy(() -> Settings.of(Map.of(), Map.of("STORAGE_READ_BANDWIDTH", "1MiB"))).hasMessageContaining("storage.read-bandwidth").hasMessageContaining("not built yet");
        assertThat(Settings.of(Map.of("binlog.window", ""), NO_VARIABLES)).isNotNull();
    }

    @Test
    void packsAreNotKeptAtSinksAloneWhereThereAreNone() {
        assertThatThrownBy(() -> Settings.of(Map.of("repository.keep", "metadata"), NO_VARIABLES)).hasMessageContaining("sinks names none: name one, or set repository.keep=all");
        assertThat(Settings.of(Map.of("repository.keep", "metadata", "sinks", "offsite"), NO_VARIABLES).get(Keys.REPOSITORY_KEEP)).isEqualTo(KeptLocally.METADATA);
    }

    @Test
    void keyOfASinkThatIsNotNamedIsRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("sink.offsite.bucket", "b"), NO_VARIABLES)).hasMessageContaining("its sink is not named in sinks");
    }

    @Test
    void sameKeyTwiceIsRefused() throws Exception {
        Path file = write("database.host=one\ndatabase.host=two\n");
        assertThatThrownBy(() -> Settings.load(file, NO_VARIABLES)).hasMessageContaining("database.host stands twice");
    }

    @Test
    void sinkFallsBackToTheDefaultOfAllSinks() {
        Settings settings = Settings.of(Map.of("sinks", "offsite, vault", "sink.default.region", "eu-west-1", "sink.vault.region", "local"), NO_VARIABLES);
        assertThat(settings.sinks()).containsExactly("offsite", "vault");
        assertThat(settings.get(Keys.SINK_REGION.forSink("offsite"))).isEqualTo("eu-west-1");
        assertThat(settings.get(Keys.SINK_REGION.forSink("vault"))).isEqualTo("local");
        assertThat(settings.get(Keys.SINK_RETRIES.forSink("vault"))).as("where neither is set").isEqualTo(4);
    }

    @Test
    void verbCanLeaveSinksAlone() {
        Settings settings = Settings.of(Map.of("sinks", "offsite,vault", "sink.vault.bucket", "b"), NO_VARIABLES).usingSinks(List.of("vault"));
        assertThat(settings.sinks()).containsExactly("vault");
        assertThat(settings.placeholder("sinks")).contains("vault");
        assertThat(settings.placeholder("sink.vault.bucket")).contains("b");
        assertThat(settings.usingSinks(List.of()).placeholder("sinks")).isEmpty();
        assertThat(settings.usingSinks(List.of()).sinks()).isEmpty();
    }

    @Test
    void placeholdersComeAsCamelReadsThem() {
        Settings settings = Settings.of(Map.of("sinks", "offsite", "user.mailbox", "ops", "dump.schedule", "30 2 * * 1 Europe/Berlin"), NO_VARIABLES);
        assertThat(settings.placeholder("storage.settle")).contains("2000");
        assertThat(settings.placeholder("repository.pack-size")).contains("16777216");
        assertThat(settings.placeholder("dump.schedule")).contains("0 30 2 ? * 2");
        assertThat(settings.placeholder("dump.schedule.zone")).contains("Europe/Berlin");
        assertThat(settings.placeholder("sink.default.backoff.longest")).contains("300000");
        assertThat(settings.placeholder("sink.default.backoff.first")).contains("1000");
        assertThat(settings.placeholder("user.mailbox")).contains("ops");
        assertThat(settings.placeholder("database.exclude")).isEmpty();
        assertThat(settings.placeholder("no.such")).isEmpty();
    }

    @Test
    void emptyScheduleMeansNever() {
        assertThat(Settings.of(Map.of("dump.schedule", ""), NO_VARIABLES).find(Keys.DUMP_SCHEDULE)).isEmpty();
    }

    @Test
    void listSetToNothingHasNoElements() {
        assertThat(Settings.of(Map.of("storage.exclude", ""), NO_VARIABLES).get(Keys.STORAGE_EXCLUDE)).isEmpty();
        assertThat(Settings.of(Map.of(), NO_VARIABLES).get(Keys.STORAGE_EXCLUDE)).containsExactly("tmp/**");
    }

    /** Tables and directories that Cerb can do without may be another application's data. */
    @Test
    void anotherApplicationIsKeptWholeUnlessToldOtherwise() {
        Settings plain = Settings.of(Map.of("storage.kind", "plain"), NO_VARIABLES);
        assertThat(plain.get(Keys.STORAGE_EXCLUDE)).isEmpty();
        assertThat(plain.get(Keys.DATABASE_STRUCTURE_ONLY)).isEmpty();
        assertThat(plain.placeholder("database.structure-only")).isEmpty();
        assertThat(Settings.of(Map.of("storage.kind", "plain", "storage.exclude", "tmp/**"), NO_VARIABLES).get(Keys.STORAGE_EXCLUDE)).containsExactly("tmp/**");
        assertThat(Settings.of(Map.of("storage.kind", "cerb"), NO_VARIABLES).get(Keys.DATABASE_STRUCTURE_ONLY)).contains("devblocks_session");
    }

    @Test
    void storageWithAndWithoutASlashIsTheSame() {
        assertThat(Settings.of(Map.of("storage.directory", "/srv/storage/"), NO_VARIABLES).get(Keys.STORAGE_DIRECTORY)).isEqualTo(Path.of("/srv/storage"));
    }

    @Test
    void secretStandsInAFileOrTheEnvironmentButNotInTheConfiguration() throws Exception {
        Path secret = secret("canary\n", "rw-------");
        Settings settings = Settings.of(Map.of("database.password-file", secret.toString()), NO_VARIABLES);
        assertThat(settings.secret(Keys.DATABASE_PASSWORD_FILE).orElseThrow().text()).isEqualTo("canary");
        assertThat(settings.placeholder("database.password")).contains("canary");
        assertThat(settings.toString()).doesNotContain("canary");
        assertThatThrownBy(() -> Settings.of(Map.of("database.password", "canary"), NO_VARIABLES))
                .hasMessageContaining("database.password-file").hasMessageNotContaining("canary");
    }

    @Test
    void secretFileThatOthersCanReadIsRefusedWithTheCommandToRun() throws Exception {
        Path secret = secret("canary", "rw-r--r--");
        Settings settings = Settings.of(Map.of("repository.password-file", secret.toString()), NO_VARIABLES);
        assertThatThrownBy(settings::repositoryPassword)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("repository.password-file").hasMessageContaining("chmod").hasMessageNotContaining("canary");
    }

    @Test
    void variablesOfResticAndAmazonHoldWhereOursAreNotSet() throws Exception {
        Path secret = secret("from file", "rw-------");
        assertThat(Settings.of(Map.of(), Map.of("RESTIC_PASSWORD", "p")).repositoryPassword().text()).isEqualTo("p");
        assertThat(Settings.of(Map.of(), Map.of("RESTIC_PASSWORD_FILE", secret.toString())).repositoryPassword().text()).isEqualTo("from file");
        Settings settings = Settings.of(Map.of("sinks", "offsite"), Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "key", "AWS_REGION", "eu-west-1"));
        assertThat(settings.placeholder("sink.offsite.access-key")).contains("id");
        assertThat(settings.placeholder("sink.offsite.secret-key")).contains("key");
        assertThat(settings.placeholder("sink.offsite.region")).contains("eu-west-1");
        assertThat(Settings.of(Map.of("repository.password-file", secret.toString()), Map.of("RESTIC_PASSWORD", "other")).repositoryPassword().text()).isEqualTo("from file");
    }

    @Test
    void missingPasswordSaysWhereToPutIt() {
        assertThatThrownBy(Settings.of(Map.of(), NO_VARIABLES)::repositoryPassword)
                .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.remedy()).contains("repository.password-file"));
    }

    @Test
    void missingFileSaysWhatToCopy() {
        assertThatThrownBy(() -> Settings.load(directory.resolve("none.properties"), NO_VARIABLES))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.remedy()).contains("--config"));
    }

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("cerb-backup.properties"), text);
    }

    private Path secret(String text, String mode) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
