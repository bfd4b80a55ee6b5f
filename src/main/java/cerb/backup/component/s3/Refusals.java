package cerb.backup.component.s3;

import cerb.backup.backend.PermanentException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Tells what is for good from what may pass, and says of the former what to do (Amazon S3 API Reference, "Error responses"; codes of MinIO and Ceph besides). What may
 * pass, and objects that are not there, stay as they are.
 */
final class Refusals {
    /** Of the statuses from 300 to 499 those that say nothing for good: not there, timeout, conflict, precondition, too early, too many. */
    private static final Set<Integer> PASSING = Set.of(404, 408, 409, 412, 425, 429);
    private static final Set<String> PASSING_CODES = Set.of("RequestTimeout", "SlowDown", "IncompleteBody", "BadDigest", "ExpiredToken", "TokenRefreshRequired", "RequestTimeoutException");
    private static final Set<String> KEYS = Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidSecurity", "NotSignedUp");
    private static final Set<String> CLOCK = Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");
    private static final Set<String> REGION = Set.of("PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "IncorrectEndpoint");
    private static final Set<String> FULL = Set.of("QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "InsufficientCapacity", "StorageQuotaExceeded");
    private static final Map<String, String> OTHER = Map.of(
            "InvalidStorageClass", "Correct sink.<name>.storage-class: this store does not know it",
            "ObjectLockConfigurationNotFoundError", "The bucket has no Object Lock: make one that has, or unset sink.<name>.object-lock-mode",
            "InvalidBucketName", "Correct sink.<name>.bucket",
            "NotImplemented", "The store does not know what was asked: unset options of the sink that it lacks (encryption, object lock, storage class)");

    private final String bucket;
    private final String region;
    private final String source;
    private final Clock clock;

    /**
     * @param source where the keys come from, in words; never a key
     */
    Refusals(String bucket, String region, String source, Clock clock) {
        this.bucket = bucket;
        this.region = region;
        this.source = source;
        this.clock = clock;
    }

    /**
     * The exception to throw instead, or the same.
     *
     * @param what what was tried, in the infinitive
     */
    RuntimeException judge(String what, AwsServiceException e) {
        String code = detail(e, AwsErrorDetails::errorCode);
        Optional<SdkHttpResponse> response = Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::sdkHttpResponse);
        Optional<String> todo = todo(e.statusCode(), code, response);
        return todo.isEmpty() ? e : new PermanentException("cannot " + what + ": " + said(e, code) + ". " + todo.get() + ".", e);
    }

    private static String said(AwsServiceException e, String code) {
        String message = detail(e, AwsErrorDetails::errorMessage);
        return "the store answers " + (e.statusCode() + " " + code).strip() + (message.isEmpty() ? "" : " (" + message + ")");
    }

    private static String detail(AwsServiceException e, Function<AwsErrorDetails, String> detail) {
        return Optional.ofNullable(e.awsErrorDetails()).map(detail).orElse("");
    }

    /** What to do; empty where it may pass. */
    private Optional<String> todo(int status, String code, Optional<SdkHttpResponse> response) {
        if (PASSING_CODES.contains(code)) {
            return Optional.empty();
        }
        if (CLOCK.contains(code)) {
            return Optional.of("This machine's clock says " + clock.instant() + ", the store's " + header(response, "Date").orElse("another time")
                    + ". Set the clock, such as with timedatectl set-ntp true");
        }
        if (REGION.contains(code) || status == 301 || status == 307) {
            return Optional.of("The bucket " + bucket + " is not to be asked here in region " + region + header(response, "x-amz-bucket-region")
                    .map(right -> ". Set sink.<name>.region=" + right).orElse(". Set sink.<name>.region to the bucket's, and sink.<name>.endpoint to its server"));
        }
        if (code.equals("NoSuchBucket")) {
            return Optional.of("There is no bucket " + bucket + ". Make it, or correct sink.<name>.bucket: it is never made by itself");
        }
        if (FULL.contains(code) || status == 507) {
            return Optional.of("The store has no room left for us. Raise the quota, or have forget and prune remove what need not stay");
        }
        return rest(status, code);
    }

    private Optional<String> rest(int status, String code) {
        if (KEYS.contains(code) || status == 401) {
            return Optional.of("It does not take " + source + ". Correct or renew them there; they are read again for each attempt where they are in files");
        }
        if (OTHER.containsKey(code)) {
            return Optional.of(OTHER.get(code));
        }
        if (status == 403) {
            return Optional.of("The owner of " + source + " may not do this. Give the account the policy that cerb-backup setup prints");
        }
        return status >= 300 && status < 500 && !PASSING.contains(status) ? Optional.of("Correct the settings of the sink; asked again it would answer the same") : Optional.empty();
    }

    private static Optional<String> header(Optional<SdkHttpResponse> response, String name) {
        return response.flatMap(each -> each.firstMatchingHeader(name));
    }
}
