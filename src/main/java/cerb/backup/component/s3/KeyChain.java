package cerb.backup.component.s3;

import cerb.backup.backend.PermanentException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Keys from where Amazon's tools look for them: environment, profile, container, instance. Each of these renews its keys by itself. */
final class KeyChain implements AwsCredentialsProvider, SdkAutoCloseable {
    private final DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return chain.resolveCredentials();
        } catch (SdkClientException e) {
            throw new PermanentException("there are no keys to ask the store with: neither files of the sink nor the environment, a profile, the container or the instance has any. "
                    + "Set sink.<name>.access-key-file and sink.<name>.secret-key-file, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.", e);
        }
    }

    @Override
    public void close() {
        chain.close();
    }

    /** Where the keys come from, for messages. */
    @Override
    public String toString() {
        return "the keys that Amazon's chain finds (environment, profile, container, instance)";
    }
}
