package cerb.backup.format.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.FormatException;
import cerb.backup.format.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final Snapshot SMALL = Snapshot.of(TIME, Samples.id(1), List.of("/a", "/b"), "host");

    @Test
    void snapshotComesBackWithAllItsFields() {
        Snapshot.Summary summary = new Snapshot.Summary(TIME, TIME.plusSeconds(1), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Snapshot full = new Snapshot(TIME, Samples.id(2), Samples.id(1), List.of("/a"), "host", "user", 1000, 1001, List.of("*.tmp"),
                List.of("recovery-point"), Samples.id(3), "cerb-backup 0.1", summary);
        assertThat(Snapshot.read(full.write())).isEqualTo(full);
        assertThat(Snapshot.read(SMALL.write())).isEqualTo(SMALL);
        Snapshot built = SMALL.withTags(List.of("t")).withSummary(summary);
        assertThat(built.tags()).containsExactly("t");
        assertThat(built.summary()).isEqualTo(summary);
        assertThat(built.withTags(List.of()).withSummary(null)).isEqualTo(SMALL);
    }

    @Test
    void snapshotHasResticsOrderAndOmissions() {
        assertThat(text(SMALL.write())).isEqualTo("{\"time\":\"2026-11-23T10:00:00.5Z\",\"tree\":\"" + Samples.id(1)
                + "\",\"paths\":[\"/a\",\"/b\"],\"hostname\":\"host\"}");
        String json = text(SMALL.withSummary(new Snapshot.Summary(TIME, TIME, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)).write());
        assertThat(json).contains("\"data_blobs\":7,\"tree_blobs\":8,\"data_added\":9,\"data_added_packed\":10,\"total_files_processed\":11,");
    }

    @Test
    void lockComesBack() {
        LockFile lock = new LockFile(TIME, true, "host", "user", 4711, 0, 5);
        assertThat(LockFile.read(lock.write())).isEqualTo(lock);
        assertThat(text(lock.write())).isEqualTo("{\"time\":\"2026-11-23T10:00:00.5Z\",\"exclusive\":true,\"hostname\":\"host\","
                + "\"username\":\"user\",\"pid\":4711,\"gid\":5}");
        assertThat(lock.refreshed(TIME.plusSeconds(1)).time()).isEqualTo(TIME.plusSeconds(1));
    }

    @Test
    void keyFileComesBack() {
        KeyFile key = KeyFile.of(TIME, "user", "host", 1024, 8, 1, Samples.bytes(64, 1), Samples.bytes(180, 2));
        assertThat(KeyFile.read(key.write())).isEqualTo(key);
        assertThat(key.saltBytes()).isEqualTo(Samples.bytes(64, 1));
        assertThat(key.toString()).doesNotContain(key.salt()).doesNotContain(key.data());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scrypt", "argon2"})
    void keyFileOfAnotherKindIsRefused(String kind) {
        String json = text(KeyFile.of(TIME, "u", "h", 1024, 8, 1, Samples.bytes(64, 1), Samples.bytes(180, 2)).write());
        String changed = kind.equals("scrypt") ? json.replaceFirst("\"salt\":\"....", "\"salt\":\"") : json.replace("scrypt", kind);
        assertThatThrownBy(() -> KeyFile.read(bytes(changed))).isInstanceOf(FormatException.class).hasMessageStartingWith("key");
    }

    @Test
    void configComesBackAndHidesThePolynomial() {
        RepositoryConfig config = new RepositoryConfig(2, Samples.id(1), "25b468838dcb75");
        assertThat(RepositoryConfig.read(config.write())).isEqualTo(config);
        assertThat(config.toString()).doesNotContain("25b468838dcb75");
        assertThatThrownBy(() -> RepositoryConfig.read(bytes(text(config.write()).replace(":2", ":3"))))
                .isInstanceOf(FormatException.class).hasMessageContaining("version 3");
        assertThatThrownBy(() -> RepositoryConfig.read(bytes("{\"version\":2}"))).isInstanceOf(FormatException.class);
    }

    @Test
    void smallDocumentsOfOtherWritersAreRead() {
        String json = text(SMALL.write()).replace("{\"time\"", "{\"more\":[{\"a\":null}],\"parent\":null,\"tags\":null,\"time\"");
        assertThat(Snapshot.read(bytes(json))).isEqualTo(SMALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "{\"tree\":\"x\"}", "{\"tree\":7}", "{\"time\":\"yesterday\"}", "{\"paths\":\"/\"}"})
    void whatIsNoSnapshotIsRefused(String json) {
        assertThatThrownBy(() -> Snapshot.read(bytes(json))).isInstanceOf(FormatException.class).hasMessageStartingWith("snapshot");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
