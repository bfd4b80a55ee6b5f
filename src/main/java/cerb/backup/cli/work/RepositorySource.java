package cerb.backup.cli.work;

import cerb.backup.backend.Backend;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Printable;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesOptions;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.EngineOptions;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The repository that is read: the local one, one in another directory, or one that a sink holds, reached through the sink's route. */
public final class RepositorySource implements AutoCloseable {
    private static final long FETCHED_BYTES = 1L << 30;

    private final Repository repository;
    private final Routes routes;

    private RepositorySource(Repository repository, Routes routes) {
        this.repository = repository;
        this.routes = routes;
    }

    /** Opens it; {@code from} is null for the local one. */
    public static RepositorySource open(Settings settings, String from) throws IOException {
        if (from == null) {
            return new RepositorySource(Reading.open(settings), null);
        }
        if (settings.sinks().contains(from)) {
            return ofSink(settings, from);
        }
        if (!from.startsWith("/")) {
            throw FailureException.refused("--from " + Printable.of(from) + " is neither a sink of the configuration nor an absolute directory",
                    "Name a sink that sinks lists, or the directory of a repository; URLs such as s3: and sftp: are not built yet.");
        }
        return new RepositorySource(Reading.open(Path.of(from), settings), null);
    }

    private static RepositorySource ofSink(Settings settings, String sink) throws IOException {
        try {
            return open(Routes.start(new RoutesOptions(Helpdesk.directories(), false, settings.usingSinks(List.of(sink)), Map.of())), settings, sink);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            String endpoint = settings.find(Keys.SINK_ENDPOINT.forSink(sink)).map(url -> " at " + url).orElse("");
            throw new FailureException(new Failure(failure.exit(), "cannot open the repository that sink " + sink + endpoint + " holds: " + failure.message(),
                    "Check that the sink can be reached from here, and the keys sink." + sink + ".* in the configuration."), e);
        }
    }

    private static RepositorySource open(Routes routes, Settings settings, String sink) throws IOException {
        try {
            Backend backend = routes.sink(sink, Files.createTempDirectory("cerb-backup-fetched"), FETCHED_BYTES);
            return new RepositorySource(Repository.open(backend, settings.repositoryPassword(), RepositoryOptions.defaults().withLimits(EngineOptions.limits(settings))), routes);
        } catch (RuntimeException | IOException e) {
            routes.close();
            throw e;
        }
    }

    /** The open repository. */
    public Repository repository() {
        return repository;
    }

    @Override
    public void close() {
        try {
            repository.close();
        } finally {
            if (routes != null) {
                routes.close();
            }
        }
    }
}
