package cerb.backup.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.demo.EmbeddedS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FaultyProxyTest {
    private final EmbeddedS3 server = Oracles.s3();
    private final String bucket = Oracles.newBucket("proxied");
    private FaultyProxy proxy;
    private S3Client client;

    @BeforeEach
    void start() {
        proxy = FaultyProxy.before(server.endpoint());
        client = S3Client.builder().endpointOverride(proxy.endpoint()).forcePathStyle(true).region(Region.of(EmbeddedS3.REGION))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED).overrideConfiguration(each -> each.retryStrategy(retry -> retry.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKey(), server.secretKey()))).build();
    }

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
    }

    private void put(String key) {
        client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(new byte[100_000]));
    }

    private int listed() {
        return client.listObjectsV2(list -> list.bucket(bucket)).contents().size();
    }

    @Test
    void handsOnAndCountsByKind() {
        put("a b");
        put("c+d");
        assertThat(listed()).isEqualTo(2);
        assertThat(client.getObjectAsBytes(get -> get.bucket(bucket).key("a b")).asByteArray()).hasSize(100_000);
        client.headObject(head -> head.bucket(bucket).key("c+d"));
        client.deleteObject(delete -> delete.bucket(bucket).key("c+d"));
        assertThat(proxy.counts()).isEqualTo(Map.of(S3Request.Kind.PUT, 2, S3Request.Kind.LIST, 1, S3Request.Kind.GET, 1, S3Request.Kind.HEAD, 1, S3Request.Kind.DELETE, 1));
        assertThat(proxy.requests()).extracting(S3Request::key).contains("a b", "c+d");
    }

    @Test
    void breaksWhatItIsTold() {
        proxy.strike(1, request -> request.kind() == S3Request.Kind.PUT, Fault.CUT_UP);
        assertThatThrownBy(() -> put("cut")).isInstanceOf(SdkException.class).isNotInstanceOf(S3Exception.class);
        assertThat(client.listObjectsV2(list -> list.bucket(bucket)).contents()).noneMatch(object -> object.key().equals("cut"));
        put("whole");
        proxy.strike(request -> request.kind() == S3Request.Kind.GET, Fault.CUT_DOWN);
        assertThatThrownBy(() -> client.getObjectAsBytes(get -> get.bucket(bucket).key("whole"))).isInstanceOf(SdkException.class);
        proxy.heal();
        proxy.strike(1, request -> true, Fault.refuses(503, "SlowDown"));
        assertThatThrownBy(this::listed).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown"));
        assertThat(proxy.struck()).isEqualTo(3);
    }

    @Test
    void listsWhatWasOrNothing() {
        proxy.strike(1, request -> true, Fault.LISTS_NOTHING);
        put("a");
        proxy.heal();
        proxy.strike(request -> request.kind() == S3Request.Kind.LIST, Fault.stale());
        put("a");
        assertThat(listed()).isEqualTo(1);
        put("b");
        assertThat(listed()).isEqualTo(1);
        proxy.heal();
        assertThat(listed()).isEqualTo(2);
    }

    @Test
    void servesRestic(@TempDir Path files) throws Exception {
        var restic = Oracles.restic(ResticVersion.NEWER).with("AWS_ACCESS_KEY_ID", server.accessKey()).with("AWS_SECRET_ACCESS_KEY", server.secretKey());
        Files.writeString(files.resolve("mail"), "a body");
        var repository = Oracles.resticUrl(proxy.endpoint(), bucket);
        restic.run(repository, "secret", "init");
        restic.run(repository, "secret", "backup", files.toString());
        assertThat(restic.run(repository, "secret", "check", "--read-data")).contains("no errors were found");
        assertThat(proxy.counts().get(S3Request.Kind.PUT)).isGreaterThan(3);
    }
}
