package cerb.backup.cli.kit;

import cerb.backup.cli.source.ResticPlace;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.KeptLocally;
import java.util.ArrayList;
import java.util.List;

/** Where the repository is, as restic spells it. */
final class Places {
    private static final String LOCAL = "repository";

    private Places() {}

    /**
     * One place.
     *
     * @param name repository, or that of the sink
     * @param url  restic's spelling; null where it is known to the sink's route alone
     */
    record Place(String name, String url) {
        /** Whether it is on the machine that is backed up. */
        boolean isLocal() {
            return name.equals(LOCAL);
        }
    }

    /** The local repository and, after it, each sink; without the local one where that is only a cache, out of which restic could restore nothing. */
    static List<Place> of(Settings settings) {
        List<Place> places = new ArrayList<>();
        if (settings.get(Keys.REPOSITORY_KEEP) == KeptLocally.ALL) {
            places.add(new Place(LOCAL, settings.get(Keys.REPOSITORY_DIRECTORY).toAbsolutePath().normalize().toString()));
        }
        settings.sinks().forEach(sink -> places.add(new Place(sink, ResticPlace.ofSink(settings, sink).orElse(null))));
        return places;
    }
}
