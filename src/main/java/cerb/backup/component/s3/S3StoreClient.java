package cerb.backup.component.s3;

import cerb.backup.backend.TransientException;
import cerb.backup.configuration.ConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Amazon's client as one store needs it. The kamelet sets its properties, of which an empty or null one is not given, and calls {@link #open}; after that it is safe for
 * use by several threads. It knows the five operations of a store and no others, so that no change of the kamelet asks for rights that the printed policy does not give.
 */
public final class S3StoreClient implements S3Client {
    private static final int PRECONDITION_FAILED = 412;

    private String bucket;
    private String prefix = "";
    private String region;
    private String endpoint;
    private String pathStyle = "auto";
    private String accessKey;
    private String secretKey;
    private String sessionToken;
    private String accessKeyFile;
    private String secretKeyFile;
    private String sessionTokenFile;
    private String encryption;
    private String kmsKey;
    private String objectLockMode;
    private int objectLockDays;
    private S3ClientBuilder builder;
    private S3Client client;
    private PutTerms terms;
    private Refusals refusals;

    /**
     * Looks at what it was given. The client is made at the first request: its certificates and regions would make up a tenth of a daemon's start.
     *
     * @throws ConfigurationException if the endpoint is not one that backups may be sent to, or of two keys one is missing
     */
    public void open() {
        AwsCredentialsProvider credentials = credentials();
        builder = S3Client.builder().region(Region.of(region)).credentialsProvider(credentials)
                // Newer checksum trailers are refused by many servers other than Amazon's.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED).responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (isGiven(endpoint)) {
            URI server = Endpoints.check(endpoint);
            builder.endpointOverride(server).forcePathStyle(Endpoints.wantsPathStyle(server, pathStyle));
        } else {
            builder.forcePathStyle(pathStyle.equals("always"));
        }
        terms = PutTerms.of(given(encryption), given(kmsKey), given(objectLockMode), objectLockDays, prefix);
        refusals = new Refusals(bucket, region, credentials.toString(), Clock.systemUTC());
    }

    private synchronized S3Client client() {
        if (client == null) {
            client = builder.build();
        }
        return client;
    }

    private AwsCredentialsProvider credentials() {
        if (isGiven(accessKeyFile) && isGiven(secretKeyFile)) {
            return new KeyFiles(Path.of(accessKeyFile), Path.of(secretKeyFile), isGiven(sessionTokenFile) ? Path.of(sessionTokenFile) : null);
        }
        if (isGiven(accessKey) != isGiven(secretKey)) {
            throw new ConfigurationException("the store of bucket " + bucket + " has " + (isGiven(accessKey) ? "an access key but no secret key" : "a secret key but no access key"),
                    "Set both sink.<name>.access-key-file and sink.<name>.secret-key-file, or neither: then keys are taken from where Amazon's tools look for them.");
        }
        return isGiven(accessKey) ? new GivenKeys(accessKey, secretKey, isGiven(sessionToken) ? sessionToken : null) : new KeyChain();
    }

    private static String given(String text) {
        return text == null ? "" : text;
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    /** Puts an object on the store's terms. One that is there and locked is left as it is; what it is, the HEAD that follows tells. */
    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return ask("put " + request.key(), () -> {
            try {
                return client().putObject(terms.apply(request), body);
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED && terms.isLocked(request)) {
                    return PutObjectResponse.builder().build();
                }
                throw e;
            }
        });
    }

    /**
     * Asks what is stored of an object that was put.
     *
     * @throws TransientException if there is none, though the store has taken it
     */
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        try {
            return ask("ask for " + request.key(), () -> client().headObject(request));
        } catch (NoSuchKeyException e) {
            throw new TransientException("the store has acknowledged " + request.key() + " in bucket " + bucket + ", and says now that it is not there", e);
        }
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        return ask("get " + request.key(), () -> client().getObject(request, transformer));
    }

    /** Lists all that have the prefix, or 1,000 at least. */
    @Override
    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        return ask("list " + request.prefix(), () -> Pages.read(request, client()::listObjects));
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        return ask("delete " + request.key(), () -> client().deleteObject(request));
    }

    private <T> T ask(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (AwsServiceException e) {
            throw refusals.judge(what + " in bucket " + bucket, e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            // opened again it needs another: a closed one refuses all requests
            client = null;
        }
    }

    /** Sets the bucket, for messages. */
    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    /** Sets what stands before every key. */
    public void setPrefix(String prefix) {
        this.prefix = prefix == null ? "" : prefix;
    }

    /** Sets the region to sign for. */
    public void setRegion(String region) {
        this.region = region;
    }

    /** Sets the server's URL; Amazon's own where it is not given. */
    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Sets whether the bucket stands in the path of URLs: auto, always or never. */
    public void setPathStyle(String pathStyle) {
        this.pathStyle = pathStyle;
    }

    /** Sets an access key that stays. */
    public void setAccessKey(String accessKey) {
        this.accessKey = accessKey;
    }

    /** Sets a secret key that stays. */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    /** Sets a session token that stays. */
    public void setSessionToken(String sessionToken) {
        this.sessionToken = sessionToken;
    }

    /** Sets the file of an access key that may change. */
    public void setAccessKeyFile(String accessKeyFile) {
        this.accessKeyFile = accessKeyFile;
    }

    /** Sets the file of a secret key that may change. */
    public void setSecretKeyFile(String secretKeyFile) {
        this.secretKeyFile = secretKeyFile;
    }

    /** Sets the file of a session token that may change. */
    public void setSessionTokenFile(String sessionTokenFile) {
        this.sessionTokenFile = sessionTokenFile;
    }

    /** Sets the server-side encryption to ask for: AES256 or aws:kms. */
    public void setEncryption(String encryption) {
        this.encryption = encryption;
    }

    /** Sets the key of aws:kms. */
    public void setKmsKey(String kmsKey) {
        this.kmsKey = kmsKey;
    }

    /** Sets how objects are locked: governance or compliance; not at all where it is not given. */
    public void setObjectLockMode(String objectLockMode) {
        this.objectLockMode = objectLockMode;
    }

    /** Sets for how many days from their upload objects are locked. */
    public void setObjectLockDays(int objectLockDays) {
        this.objectLockDays = objectLockDays;
    }
}
