package cerb.backup.cli.setup;

import cerb.backup.component.s3.BucketPolicy;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import java.util.ArrayList;
import java.util.List;

/** The policies of the accounts that the configured buckets are used with, to be given by whoever owns the buckets. */
final class Policies {
    private Policies() {}

    /** Lines for a person; none where no sink is a bucket. */
    static List<String> lines(Settings settings) {
        List<String> lines = new ArrayList<>();
        for (String sink : settings.sinks()) {
            settings.find(Keys.SINK_BUCKET.forSink(sink)).ifPresent(bucket -> {
                BucketPolicy policy = policy(settings, sink, bucket);
                lines.add("");
                lines.add("The least policy for the account of sink " + sink + ":");
                policy.least().lines().forEach(lines::add);
                lines.add("");
                lines.add("Or the append-only one, with which nothing can be removed but locks: set sink." + sink
                        + ".delete=false with it, and turn on the bucket's versioning or Object Lock, since who may write may also replace:");
                policy.appendOnly().lines().forEach(lines::add);
            });
        }
        return lines;
    }

    private static BucketPolicy policy(Settings settings, String sink, String bucket) {
        return new BucketPolicy(bucket, settings.find(Keys.SINK_PREFIX.forSink(sink)).orElse(""), settings.find(Keys.SINK_REGION.forSink(sink)).orElse(""),
                settings.find(Keys.SINK_OBJECT_LOCK_MODE.forSink(sink)).isPresent(), settings.find(Keys.SINK_KMS_KEY.forSink(sink)).filter(key -> key.startsWith("arn:")).orElse(""));
    }
}
