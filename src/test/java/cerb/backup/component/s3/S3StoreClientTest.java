package cerb.backup.component.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.configuration.ConfigurationException;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.proxy.Fault;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.S3Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3StoreClientTest {
    @TempDir
    private Path home;

    private final EmbeddedS3 server = Oracles.s3();
    private final String bucket = Oracles.newBucket("client");
    private final S3StoreClient client = new S3StoreClient();
    private FaultyProxy proxy;

    @BeforeEach
    void prepare() {
        proxy = FaultyProxy.before(server.endpoint());
        client.setBucket(bucket);
        client.setPrefix("cerb/");
        client.setRegion(EmbeddedS3.REGION);
        client.setEndpoint(proxy.endpoint().toString());
        client.setAccessKey(server.accessKey());
        client.setSecretKey(server.secretKey());
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    private S3Request put(String key) {
        client.open();
        proxy.forget();
        try (client) {
            client.putObject(PutObjectRequest.builder().bucket(bucket).key(key).build(), RequestBody.fromBytes(new byte[100]));
        }
        return proxy.requests().get(0);
    }

    private ListObjectsResponse list() {
        return client.listObjects(ListObjectsRequest.builder().bucket(bucket).prefix("cerb/keys/").build());
    }

    /** What a listing throws. */
    private Throwable refusal(Fault fault) {
        proxy.strike(request -> true, fault);
        client.open();
        try (client) {
            list();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "404 | NoSuchBucket | it is never made by itself",
        "403 | AccessDenied | the policy that cerb-backup setup prints",
        "403 | InvalidAccessKeyId | does not take the keys in the environment",
        "403 | SignatureDoesNotMatch | Correct or renew them there",
        "403 | QuotaExceeded | Raise the quota",
        "507 | XMinioStorageFull | Raise the quota",
        "400 | InvalidStorageClass | Correct sink.<name>.storage-class",
        "400 | Whatever | Correct the settings of the sink"})
    void saysWhatToDoAboutWhatIsForGood(int status, String code, String words) {
        assertThat(refusal(Fault.refuses(status, code))).isInstanceOf(PermanentException.class).hasMessageStartingWith("cannot list cerb/keys/ in bucket " + bucket)
                .hasMessageContaining(code).hasMessageContaining(words).hasMessageNotContaining(server.secretKey());
    }

    @Test
    void namesTheRightRegion() {
        Map<String, String> header = Map.of("x-amz-bucket-region", "eu-central-1", "Location", "http://127.0.0.1:1/");
        assertThat(refusal(Fault.answers(301, header, "<Error><Code>PermanentRedirect</Code></Error>"))).isInstanceOf(PermanentException.class)
                .hasMessageContaining("not to be asked here in region us-east-1").hasMessageContaining("Set sink.<name>.region=eu-central-1");
    }

    @Test
    void namesBothClocks() {
        // Amazon's client learns from it what time it is, for all tests of this process: not so far ahead that servers would refuse that.
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(5));
        Fault skewed = Fault.answers(403, Map.of("Date", date), "<Error><Code>RequestTimeTooSkewed</Code></Error>");
        assertThat(refusal(skewed)).isInstanceOf(PermanentException.class).hasMessageContaining("store's " + date)
                .hasMessageContaining(Instant.now().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10)).hasMessageContaining("timedatectl");
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "429, TooManyRequests", "408, RequestTimeout", "400, RequestTimeout", "400, BadDigest", "400, ExpiredToken", "409, OperationAborted"})
    void leavesWhatMayPass(int status, String code) {
        assertThat(refusal(Fault.refuses(status, code))).isInstanceOf(S3Exception.class);
        assertThat(proxy.counts()).as("one attempt").isEqualTo(Map.of(S3Request.Kind.LIST, 1));
    }

    /** S3 may give fewer keys than a page can have, and say that there are more. */
    @Test
    void listsAllThoughPagesAreShort() {
        List<String> keys = IntStream.range(0, 7).mapToObj(number -> "cerb/keys/" + number).toList();
        keys.forEach(this::put);
        proxy.strike(request -> request.kind() == S3Request.Kind.LIST, Fault.shortPages(2));
        client.open();
        try (client) {
            assertThat(list().contents()).extracting(S3Object::key).isEqualTo(keys);
        }
        assertThat(proxy.struck()).isEqualTo(4);
    }

    @Test
    void listsNoMoreThanIsAskedForAgainByLongerPrefixes() {
        String page = IntStream.range(0, 600).mapToObj(number -> "<Contents><Key>cerb/keys/%03d</Key><Size>1</Size></Contents>".formatted(number)).collect(Collectors.joining());
        String next = page.replace("cerb/keys/", "cerb/keys/a");
        String frame = "<ListBucketResult><IsTruncated>true</IsTruncated>%s</ListBucketResult>";
        proxy.strike(1, request -> true, Fault.answers(200, frame.formatted(page)));
        proxy.strike(1, request -> true, Fault.answers(200, frame.formatted(next)));
        client.open();
        try (client) {
            assertThat(list().contents()).hasSize(1200);
        }
        assertThat(proxy.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void truncatedPageThatNothingFollowsIsNoAnswer(int keys) {
        String page = IntStream.range(0, keys).mapToObj(number -> "<Contents><Key>cerb/keys/" + number + "</Key><Size>1</Size></Contents>").collect(Collectors.joining());
        assertThat(refusal(Fault.answers(200, "<ListBucketResult><IsTruncated>true</IsTruncated>" + page + "</ListBucketResult>"))).isInstanceOf(TransientException.class)
                .hasMessageContaining("ends after " + keys + " keys, though the store says that there are more");
    }

    @Test
    void readsKeysAndTokenAgainForEachRequest() throws IOException {
        Path access = secretFile("access", "old");
        Path secret = secretFile("secret", "old");
        Path token = secretFile("token", "old-token");
        client.setAccessKeyFile(access.toString());
        client.setSecretKeyFile(secret.toString());
        client.setSessionTokenFile(token.toString());
        client.open();
        try (client) {
            assertThatThrownBy(this::list).isInstanceOf(PermanentException.class).hasMessageContaining(access.toString()).hasMessageContaining(token.toString())
                    .hasMessageNotContaining("old-token");
            secretFile("access", server.accessKey());
            secretFile("secret", server.secretKey());
            secretFile("token", "new-token");
            list();
        }
        assertThat(proxy.requests()).extracting(request -> request.headers().get("x-amz-security-token")).containsExactly("old-token", "new-token");
    }

    private Path secretFile(String name, String secret) throws IOException {
        return Files.setPosixFilePermissions(Files.writeString(home.resolve(name), secret), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void sendsNoChecksumThatNeedsATrailer() {
        assertThat(put("cerb/config").headers().keySet()).noneMatch(header -> header.startsWith("x-amz-checksum") || header.startsWith("x-amz-sdk-checksum") || header.equals("x-amz-trailer"));
    }

    @Test
    void asksForEncryption() {
        client.setEncryption("aws:kms");
        client.setKmsKey("key-1");
        assertThat(put("cerb/config").headers()).containsEntry("x-amz-server-side-encryption", "aws:kms").containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "key-1");
    }

    @Test
    void locksAllButLocksAndReplacesNothing() {
        client.setObjectLockMode("governance");
        client.setObjectLockDays(7);
        Map<String, String> headers = put("cerb/data/ab/abcd").headers();
        assertThat(headers).containsEntry("x-amz-object-lock-mode", "GOVERNANCE").containsEntry("if-none-match", "*");
        assertThat(Instant.parse(headers.get("x-amz-object-lock-retain-until-date"))).isBetween(Instant.now().plus(7, ChronoUnit.DAYS).minusSeconds(60), Instant.now().plus(7, ChronoUnit.DAYS));
        assertThat(put("cerb/locks/abcd").headers().keySet()).noneMatch(header -> header.contains("object-lock") || header.equals("if-none-match"));
        proxy.strike(1, request -> true, Fault.refuses(412, "PreconditionFailed"));
        assertThat(put("cerb/data/ab/abcd").key()).as("what is there is asked for next").isEqualTo("cerb/data/ab/abcd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest", "http://[fe80::1]:9000", "http://[fd00:ec2::254]/", "http://100.100.100.200", "ftp://host", "host:9000", "http://user:secret@host"})
    void refusesEndpointsThatMustNotGetOurSignature(String endpoint) {
        client.setEndpoint(endpoint);
        assertThatThrownBy(client::open).isInstanceOf(ConfigurationException.class).hasMessageNotContaining("secret@");
    }

    @ParameterizedTest
    @CsvSource({"https://s3.example.org, auto, true", "https://s3.eu-west-1.amazonaws.com, auto, false", "https://s3.eu-west-1.amazonaws.com, always, true", "https://s3.example.org, never, false",
        "https://oss-eu-central-1.aliyuncs.com, auto, false"})
    void findsOutHowTheBucketIsAddressed(String endpoint, String said, boolean inPath) {
        assertThat(Endpoints.wantsPathStyle(Endpoints.check(endpoint), said)).isEqualTo(inPath);
    }

    @Test
    void refusesHalfAPairOfKeys() {
        client.setSecretKey("");
        assertThatThrownBy(client::open).isInstanceOf(ConfigurationException.class).hasMessageContaining("an access key but no secret key");
    }
}
