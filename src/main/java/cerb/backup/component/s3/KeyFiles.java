package cerb.backup.component.s3;

import cerb.backup.crypto.Password;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Keys in files that only their owner can read, read again for each request, so that whoever renews them need not tell us.
 *
 * @param sessionToken null for keys without one
 */
record KeyFiles(Path accessKey, Path secretKey, Path sessionToken) implements AwsCredentialsProvider {
    @Override
    public AwsCredentials resolveCredentials() {
        String access = Password.readSecret(accessKey).text();
        String secret = Password.readSecret(secretKey).text();
        return sessionToken == null ? AwsBasicCredentials.create(access, secret) : AwsSessionCredentials.create(access, secret, Password.readSecret(sessionToken).text());
    }

    /** Where the keys come from, for messages. */
    @Override
    public String toString() {
        return "the keys in " + accessKey + " and " + secretKey + (sessionToken == null ? "" : " with the session token in " + sessionToken);
    }
}
