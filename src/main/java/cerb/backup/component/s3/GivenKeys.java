package cerb.backup.component.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Keys that stay as long as the process: from the environment, or from the route itself. */
final class GivenKeys implements AwsCredentialsProvider {
    private final AwsCredentials keys;

    /**
     * @param sessionToken null for keys without one
     */
    GivenKeys(String accessKey, String secretKey, String sessionToken) {
        keys = sessionToken == null ? AwsBasicCredentials.create(accessKey, secretKey) : AwsSessionCredentials.create(accessKey, secretKey, sessionToken);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return keys;
    }

    /** Where the keys come from, for messages. */
    @Override
    public String toString() {
        return "the keys in the environment (AWS_ACCESS_KEY_ID or SINK_<NAME>_ACCESS_KEY)";
    }
}
