package cerb.backup.cli.source;

import cerb.backup.backend.Backend;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.local.FetchedFiles;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesOptions;
import cerb.backup.component.sink.ReadAhead;
import cerb.backup.configuration.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a sink holds, with the one route that leads there, which is stopped when it is closed. */
public final class SinkContent extends ForwardingBackend {
    /** Files fetched at once. */
    static final int AT_ONCE = 4;

    /** At most so much of what was fetched stays on disk. */
    private static final long MOST_FETCHED_BYTES = 1L << 30;

    private final Routes routes;
    private final String place;

    private SinkContent(Backend backend, Routes routes, String place) {
        super(backend);
        this.routes = routes;
        this.place = place;
    }

    /** Starts the route of a sink of the configuration. Throws what the start of it throws. */
    public static SinkContent open(Settings settings, String sink) {
        return open(settings, sink, "sink " + sink);
    }

    /**
     * Starts the sink's route. Throws what the start of it throws.
     *
     * @param place what people call it
     */
    static SinkContent open(Settings settings, String sink, String place) {
        Routes routes = Routes.start(new RoutesOptions(RunningHelpdesk.directories(settings), false, settings.usingSinks(List.of(sink)), Map.of()));
        try {
            Path fetched = FetchedFiles.newDirectory();
            long capacity = FetchedFiles.capacity(fetched.getParent(), MOST_FETCHED_BYTES);
            return new SinkContent(new ReadAhead(routes.sink(sink, fetched, capacity), AT_ONCE), routes, place);
        } catch (IOException e) {
            routes.close();
            throw new UncheckedIOException("cannot ask how much is free in " + System.getProperty("java.io.tmpdir") + " for what is fetched from " + place, e);
        } catch (RuntimeException e) {
            routes.close();
            throw e;
        }
    }

    @Override
    public String location() {
        return place;
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            routes.close();
        }
    }
}
