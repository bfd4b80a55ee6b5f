package cerb.backup.cli.source;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import java.util.Optional;

/** Where a sink of the configuration keeps its repository, as restic spells it (restic manual, Preparing a new repository): what {@link RepositoryUrl} reads, the other way round. */
public final class ResticPlace {
    private static final String DEFAULT_REGION = "us-east-1";

    private ResticPlace() {}

    /** Told by the keys that the shipped routes read; empty where the sink's route alone knows it. */
    public static Optional<String> ofSink(Settings settings, String sink) {
        String bucket = value(settings, Keys.SINK_BUCKET.forSink(sink));
        if (!bucket.isEmpty()) {
            return Optional.of(s3(settings, sink, bucket));
        }
        String directory = value(settings, Keys.SINK_DIRECTORY.forSink(sink));
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        String host = value(settings, Keys.SINK_HOST.forSink(sink));
        // whoever has no key there reaches it by another protocol
        boolean hasKey = !settings.find(Keys.SINK_PRIVATE_KEY_FILE.forSink(sink)).map(Object::toString).orElse("").isEmpty();
        return host.isEmpty() ? Optional.of(directory) : hasKey ? Optional.of(sftp(settings, sink, host, directory)) : Optional.empty();
    }

    private static String s3(Settings settings, String sink, String bucket) {
        String region = value(settings, Keys.SINK_REGION.forSink(sink));
        String endpoint = value(settings, Keys.SINK_ENDPOINT.forSink(sink));
        String server = endpoint.isEmpty() ? "https://s3." + (region.isEmpty() ? DEFAULT_REGION : region) + ".amazonaws.com" : endpoint.replaceAll("/+$", "");
        return ("s3:" + server + "/" + bucket + "/" + value(settings, Keys.SINK_PREFIX.forSink(sink))).replaceAll("/+$", "");
    }

    private static String sftp(Settings settings, String sink, String host, String directory) {
        String user = value(settings, Keys.SINK_USER.forSink(sink));
        String server = (user.isEmpty() ? "" : user + "@") + host;
        int port = settings.get(Keys.SINK_PORT.forSink(sink));
        return port == 22 ? "sftp:" + server + ":" + directory : "sftp://" + server + ":" + port + "/" + directory;
    }

    private static String value(Settings settings, Setting<String> key) {
        return settings.find(key).orElse("");
    }
}
