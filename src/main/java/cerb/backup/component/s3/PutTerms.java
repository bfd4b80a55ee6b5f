package cerb.backup.component.s3;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * On what terms objects are put: encrypted by the server, and locked for some days from their upload on, all but the repository's locks, which come and go with each pass
 * (Amazon S3 User Guide, "Using S3 Object Lock"). What is locked is put only where nothing of its key is: a second version would hide the first and cost as much.
 *
 * @param encryption AES256 or aws:kms; empty for what the bucket does by itself
 * @param kmsKey     the key of aws:kms; empty for the account's own
 * @param lock       null for no lock
 * @param retention  how long objects are locked
 * @param locks      what the keys of the repository's locks begin with
 */
record PutTerms(String encryption, String kmsKey, ObjectLockMode lock, Duration retention, String locks, Clock clock) {
    /** Refuses a lock of no days, or of another mode than governance and compliance. */
    static PutTerms of(String encryption, String kmsKey, String lockMode, int lockDays, String prefix) {
        ObjectLockMode lock = lockMode.isEmpty() ? null : ObjectLockMode.fromValue(lockMode.toUpperCase(Locale.ROOT));
        if (lock == ObjectLockMode.UNKNOWN_TO_SDK_VERSION || lock != null && lockDays < 1) {
            throw new IllegalArgumentException("an object lock is governance or compliance, for one day or more, not " + lockMode + " for " + lockDays);
        }
        return new PutTerms(encryption, kmsKey, lock, Duration.ofDays(lockDays), prefix + "locks/", Clock.systemUTC());
    }

    PutObjectRequest apply(PutObjectRequest request) {
        PutObjectRequest.Builder put = request.toBuilder();
        if (!encryption.isEmpty()) {
            put.serverSideEncryption(encryption);
        }
        if (!kmsKey.isEmpty()) {
            put.ssekmsKeyId(kmsKey);
        }
        if (isLocked(request)) {
            put.objectLockMode(lock).objectLockRetainUntilDate(clock.instant().plus(retention)).ifNoneMatch("*");
        }
        return put.build();
    }

    boolean isLocked(PutObjectRequest request) {
        return lock != null && !request.key().startsWith(locks);
    }
}
