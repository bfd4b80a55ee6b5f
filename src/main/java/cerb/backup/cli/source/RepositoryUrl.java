package cerb.backup.cli.source;

import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Printable;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository's place as restic spells it (restic manual, Preparing a new repository): {@code /path}, {@code local:path}, {@code s3:https://host/bucket/prefix},
 * {@code s3:host/bucket/prefix}, {@code s3:bucket/prefix} for Amazon's own, and what {@link SftpUrl} reads. One that a route leads to comes as the settings of that route's sink.
 *
 * @param directory   an absolute directory; null where a route leads there
 * @param sink        the sink of that route; null for a directory
 * @param settings    the keys that it needs, with {@code sinks}
 * @param credentials where its credentials are looked for, for a message
 */
record RepositoryUrl(Path directory, String sink, Map<String, String> settings, String credentials) {
    private static final String S3 = "from-s3";
    private static final Pattern S3_URL = Pattern.compile("s3:(?:(?<scheme>https?)://|//)?(?<rest>.+)");
    private static final Pattern AMAZON = Pattern.compile("s3(?:\\.dualstack)?(?:[.-](?<region>[a-z0-9-]+))?\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern OTHERS = Pattern.compile("(?<scheme>rest|b2|azure|gs|swift|rclone|opendal):.*");

    /**
     * Reads a place.
     *
     * @param settings the configuration, of which the sinks are named in the message
     * @throws FailureException if it is none
     */
    static RepositoryUrl parse(String text, Settings settings) {
        if (text.startsWith("s3:")) {
            return s3(text);
        }
        if (text.startsWith("sftp:")) {
            return SftpUrl.parse(text, settings);
        }
        if (text.startsWith("local:") || text.contains("/") && !text.matches("[a-z0-9]+:.*")) {
            return new RepositoryUrl(Path.of(text.replaceFirst("^local:", "")).toAbsolutePath().normalize(), null, Map.of(), "");
        }
        Matcher other = OTHERS.matcher(text);
        if (other.matches()) {
            throw refused(text, "is at a kind of place that no store here reads", "Restore from it with restic itself, or copy it to a directory and name that.");
        }
        List<String> sinks = settings.sinks();
        throw refused(text, "is neither a sink of the configuration" + (sinks.isEmpty() ? "" : " (" + String.join(", ", sinks) + ")") + " nor a repository's place",
                "Name a sink that the key sinks lists, a directory such as /mnt/copy, s3:https://host/bucket/prefix, or sftp:user@host:/path.");
    }

    private static RepositoryUrl s3(String text) {
        Matcher url = S3_URL.matcher(text);
        if (!url.matches() || url.group("rest").contains("@")) {
            throw refused(text.contains("@") ? "s3:..." : text, "is no URL of a bucket", "Write s3:https://host/bucket/prefix; keys go into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }
        String[] parts = url.group("rest").split("/+", 2);
        boolean named = url.group("scheme") != null || parts[0].matches(".*[.:].*|localhost") || text.startsWith("s3://");
        String[] path = (named ? parts.length < 2 ? "" : parts[1] : url.group("rest")).split("/+", 2);
        if (path[0].isEmpty()) {
            throw refused(text, "names no bucket", "Write s3:https://host/bucket/prefix.");
        }
        Map<String, String> keys = new HashMap<>();
        keys.put(Keys.SINKS.name(), S3);
        keys.put(Keys.SINK_BUCKET.forSink(S3).name(), path[0]);
        String prefix = path.length < 2 ? "" : path[1].replaceAll("/+$", "");
        keys.put(Keys.SINK_PREFIX.forSink(S3).name(), prefix.isEmpty() ? "" : prefix + "/");
        if (named) {
            server(text, url.group("scheme"), parts[0], keys);
        }
        return new RepositoryUrl(null, S3, Map.copyOf(keys),
                "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE and AWS_DEFAULT_REGION in the environment");
    }

    /** Amazon's own host says the region; any other is an endpoint. */
    private static void server(String text, String scheme, String host, Map<String, String> keys) {
        Matcher amazon = AMAZON.matcher(host);
        if (!amazon.matches()) {
            keys.put(Keys.SINK_ENDPOINT.forSink(S3).name(), endpoint(text, (scheme == null ? "https" : scheme) + "://" + host));
        } else if (amazon.group("region") != null) {
            keys.put(Keys.SINK_REGION.forSink(S3).name(), amazon.group("region"));
        }
    }

    private static String endpoint(String text, String endpoint) {
        try {
            if (URI.create(endpoint).getHost() != null) {
                return endpoint;
            }
        } catch (IllegalArgumentException e) {
            throw refused(text, "names no host: " + e.getMessage(), "Write s3:https://host/bucket/prefix.");
        }
        throw refused(text, "names no host", "Write s3:https://host/bucket/prefix.");
    }

    static FailureException refused(String text, String why, String remedy) {
        return FailureException.refused("--from " + Printable.of(text) + " " + why, remedy);
    }
}
