package cerb.backup.cli.work;

import cerb.backup.backend.Backend;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesOptions;
import cerb.backup.configuration.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** What a sink holds, with the one route that leads there, which is stopped when it is closed. */
public final class SinkContent extends ForwardingBackend {
    private static final long FETCHED_BYTES = 1L << 30;

    private final Routes routes;

    private SinkContent(Backend backend, Routes routes) {
        super(backend);
        this.routes = routes;
    }

    /** Starts the sink's route. Throws what the start of it throws. */
    public static SinkContent open(Settings settings, String sink) {
        Routes routes = Routes.start(new RoutesOptions(Helpdesk.directories(), false, settings.usingSinks(List.of(sink)), Map.of()));
        try {
            return new SinkContent(routes.sink(sink, Files.createTempDirectory("cerb-backup-fetched"), FETCHED_BYTES), routes);
        } catch (IOException e) {
            routes.close();
            throw new UncheckedIOException("cannot make a directory for what is fetched from sink " + sink, e);
        } catch (RuntimeException e) {
            routes.close();
            throw e;
        }
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
