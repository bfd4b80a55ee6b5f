package cerb.backup.cli.kit;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import java.util.ArrayList;
import java.util.List;

/** Where the repository is, as restic spells it. */
final class Places {
    private static final String DEFAULT_REGION = "us-east-1";

    private Places() {}

    /**
     * One place.
     *
     * @param name repository, or that of the sink
     * @param url  restic's spelling; null where it is known to the sink's route alone
     */
    record Place(String name, String url) { }

    /** The local repository and, after it, each sink; without the local one where that is only a cache, out of which restic could restore nothing. */
    static List<Place> of(Settings settings) {
        List<Place> places = new ArrayList<>();
        if (!settings.get(Keys.REPOSITORY_KEEP).equals("metadata")) {
            places.add(new Place("repository", settings.get(Keys.REPOSITORY_DIRECTORY).toAbsolutePath().normalize().toString()));
        }
        settings.sinks().forEach(sink -> places.add(new Place(sink, s3(settings, sink))));
        return places;
    }

    private static String s3(Settings settings, String sink) {
        String bucket = settings.find(Keys.SINK_BUCKET.forSink(sink)).orElse("");
        if (bucket.isEmpty()) {
            return null;
        }
        String region = settings.find(Keys.SINK_REGION.forSink(sink)).filter(text -> !text.isEmpty()).orElse(DEFAULT_REGION);
        String endpoint = settings.find(Keys.SINK_ENDPOINT.forSink(sink)).filter(text -> !text.isEmpty()).orElse("https://s3." + region + ".amazonaws.com");
        String prefix = settings.find(Keys.SINK_PREFIX.forSink(sink)).orElse("");
        return ("s3:" + endpoint.replaceAll("/+$", "") + "/" + bucket + "/" + prefix).replaceAll("/+$", "");
    }
}
