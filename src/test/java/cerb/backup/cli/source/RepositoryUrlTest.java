package cerb.backup.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Settings;
import java.nio.file.Path;
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
        Map<String, String> settings = RepositoryUrl.parse(text, settings("")).settings();
        assertThat(settings.get("sink.from-s3.endpoint")).isEqualTo(endpoint);
        assertThat(settings.get("sink.from-s3.bucket")).isEqualTo(bucket);
        assertThat(settings.get("sink.from-s3.prefix")).isEqualTo(prefix);
        assertThat(settings.get("sink.from-s3.region")).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "sftp:me@host:/srv/repo, me, host, -, /srv/repo",
        "sftp:me@host:repo, me, host, -, repo",
        "sftp://me@host:2222//srv/repo, me, host, 2222, /srv/repo",
        "sftp://me@host/repo, me, host, -, repo",
        "sftp:me@[::1]:/srv/repo, me, [::1], -, /srv/repo"})
    void readsSshServersAsResticSpellsThem(String text, String user, String host, String port, String directory) {
        Map<String, String> settings = RepositoryUrl.parse(text, settings("")).settings();
        assertThat(settings.get("sink.from-sftp.user")).isEqualTo(user);
        assertThat(settings.get("sink.from-sftp.host")).isEqualTo(host);
        assertThat(settings.get("sink.from-sftp.port")).isEqualTo(port);
        assertThat(settings.get("sink.from-sftp.directory")).isEqualTo(directory);
    }

    @Test
    void readsDirectories() {
        assertThat(RepositoryUrl.parse("/mnt/copy", settings("")).directory()).isEqualTo(Path.of("/mnt/copy"));
        assertThat(RepositoryUrl.parse("local:/mnt/copy/", settings("")).directory()).isEqualTo(Path.of("/mnt/copy"));
        assertThat(RepositoryUrl.parse("./copy", settings("")).directory()).isEqualTo(Path.of("copy").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere", "", "s3:", "s3:https://", "s3:https://host", "s3:https://host/", "s3:s3.amazonaws.com", "rest:https://host/", "sftp:host", "sftp:me@host:", "sftp://host", "sftp:me@ho st:/x", "b2:bucket:path", "s3:https://ho st/bucket"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> RepositoryUrl.parse(text, settings("offsite"))).isInstanceOf(FailureException.class).hasMessageContaining(text);
    }

    @Test
    void repeatsNoKeysOfAUrl() {
        assertThatThrownBy(() -> RepositoryUrl.parse("s3:https://key:canary@host/bucket", settings(""))).hasMessageNotContaining("canary");
    }

    private static Settings settings(String sinks) {
        return Settings.of(Map.of("sinks", sinks, "sink.default.private-key-file", "/keys/id", "sink.default.known-hosts", "/keys/known"), Map.of());
    }
}
