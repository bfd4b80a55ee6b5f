package cerb.backup.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.output.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepositoryUrlTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "s3:https://host/bucket/a/b, https://host, bucket, a/b/, -",
        "s3:http://localhost:9000/restic, http://localhost:9000, restic, '', -",
        "s3:https://host:8443/bucket//a//, https://host:8443, bucket, a/, -",
        "s3:minio.example.org/bucket, https://minio.example.org, bucket, '', -",
        "s3://server:9000/bucket/p, https://server:9000, bucket, p/, -",
        "s3:s3.amazonaws.com/bucket/p, -, bucket, p/, -",
        "s3:s3.eu-central-1.amazonaws.com/bucket, -, bucket, '', eu-central-1",
        "s3:https://s3-eu-west-1.amazonaws.com/bucket/p/, -, bucket, p/, eu-west-1",
        "s3:bucket/some/prefix, -, bucket, some/prefix/, -",
        "s3:bucket, -, bucket, '', -"})
    void readsBucketsAsResticSpellsThem(String text, String endpoint, String bucket, String prefix, String region) {
        Map<String, String> settings = RepositoryUrl.parse(text, List.of()).settings();
        assertThat(settings.get("sink.from-s3.endpoint")).isEqualTo(endpoint);
        assertThat(settings.get("sink.from-s3.bucket")).isEqualTo(bucket);
        assertThat(settings.get("sink.from-s3.prefix")).isEqualTo(prefix);
        assertThat(settings.get("sink.from-s3.region")).isEqualTo(region);
    }

    @Test
    void readsDirectories() {
        assertThat(RepositoryUrl.parse("/mnt/copy", List.of()).directory()).isEqualTo(Path.of("/mnt/copy"));
        assertThat(RepositoryUrl.parse("local:/mnt/copy/", List.of()).directory()).isEqualTo(Path.of("/mnt/copy"));
        assertThat(RepositoryUrl.parse("./copy", List.of()).directory()).isEqualTo(Path.of("copy").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere", "", "s3:", "s3:https://", "s3:https://host", "s3:https://host/", "s3:s3.amazonaws.com", "rest:https://host/", "b2:bucket:path", "s3:https://ho st/bucket"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> RepositoryUrl.parse(text, List.of("offsite"))).isInstanceOf(FailureException.class).hasMessageContaining(text);
    }

    @Test
    void repeatsNoKeysOfAUrl() {
        assertThatThrownBy(() -> RepositoryUrl.parse("s3:https://key:canary@host/bucket", List.of())).hasMessageNotContaining("canary");
    }
}
