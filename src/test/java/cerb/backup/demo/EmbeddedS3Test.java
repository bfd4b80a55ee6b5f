package cerb.backup.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedS3Test {
    private static EmbeddedS3 server;

    @BeforeAll
    static void start() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void servesAmazonsClient() {
        server.createBucket("sdk");
        try (var client = client(server.endpoint(), server.secretKey())) {
            client.putObject(put -> put.bucket("sdk").key("data/ab/abcd"), body("hello"));
            assertThat(client.getObjectAsBytes(get -> get.bucket("sdk").key("data/ab/abcd").range("bytes=1-3"))
                    .asUtf8String()).isEqualTo("ell");
            assertThat(client.listObjectsV2(list -> list.bucket("sdk").prefix("data/")).contents()).singleElement()
                    .satisfies(object -> assertThat(object.size()).isEqualTo(5));
            client.deleteObject(delete -> delete.bucket("sdk").key("data/ab/abcd"));
            assertThat(client.listObjectsV2(list -> list.bucket("sdk")).contents()).isEmpty();
        }
    }

    @Test
    void pagesLongListings() {
        server.createBucket("pages");
        try (var client = client(server.endpoint(), server.secretKey())) {
            for (var i = 0; i < 12; i++) {
                var key = "data/" + i;
                client.putObject(put -> put.bucket("pages").key(key), body("x"));
            }
            assertThat(client.listObjectsV2Paginator(list -> list.bucket("pages").maxKeys(5)).contents()).hasSize(12);
        }
    }

    @Test
    void refusesWrongKeys() {
        server.createBucket("guarded");
        try (var client = client(server.endpoint(), "wrong")) {
            assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket("guarded")))
                    .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void goesAwayAndComesBackWithItsObjects() {
        server.createBucket("outage");
        try (var client = client(server.endpoint(), server.secretKey())) {
            client.putObject(put -> put.bucket("outage").key("kept"), body("here"));
            server.beginOutage();
            assertThatThrownBy(() -> client.headObject(head -> head.bucket("outage").key("kept")))
                    .isInstanceOf(SdkException.class).isNotInstanceOf(S3Exception.class);
            server.endOutage();
            assertThat(client.headObject(head -> head.bucket("outage").key("kept")).contentLength()).isEqualTo(4);
        }
        assertThat(server.directory("outage").resolve("kept")).hasContent("here");
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void servesRestic(ResticVersion version, @TempDir Path files) throws Exception {
        var restic = Oracles.restic(version).with("AWS_ACCESS_KEY_ID", server.accessKey())
                .with("AWS_SECRET_ACCESS_KEY", server.secretKey());
        var bucket = "restic-" + version.name().toLowerCase();
        server.createBucket(bucket);
        Files.writeString(files.resolve("mail"), "a body");
        var repository = Oracles.resticUrl(server.endpoint(), bucket);
        restic.run(repository, "secret", "init");
        restic.run(repository, "secret", "backup", files.toString());
        assertThat(restic.run(repository, "secret", "check", "--read-data")).contains("no errors were found");
        assertThat(restic.run(repository, "secret", "dump", "latest", files.resolve("mail").toString())).isEqualTo("a body");
    }

    private static RequestBody body(String text) {
        // As bytes: the server rewrites the content type of text before it checks the signature over it.
        return RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static S3Client client(URI endpoint, String secretKey) {
        // Like many servers other than Amazon's, this one does not know checksums in trailers.
        return S3Client.builder().endpointOverride(endpoint).forcePathStyle(true).region(Region.of(EmbeddedS3.REGION))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), secretKey))).build();
    }
}
