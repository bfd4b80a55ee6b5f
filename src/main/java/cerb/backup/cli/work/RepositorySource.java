package cerb.backup.cli.work;

import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Printable;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.EngineOptions;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import java.nio.file.Path;

/** The repository that is read: the local one, one in another directory, or one that a sink holds, reached through the sink's route. */
public final class RepositorySource implements AutoCloseable {
    private final Repository repository;

    private RepositorySource(Repository repository) {
        this.repository = repository;
    }

    /** Opens it; {@code from} is null for the local one. */
    public static RepositorySource open(Settings settings, String from) {
        if (from == null) {
            return new RepositorySource(Reading.open(settings));
        }
        if (settings.sinks().contains(from)) {
            return ofSink(settings, from);
        }
        if (!from.startsWith("/")) {
            throw FailureException.refused("--from " + Printable.of(from) + " is neither a sink of the configuration nor an absolute directory",
                    "Name a sink that sinks lists, or the directory of a repository; URLs such as s3: and sftp: are not built yet.");
        }
        return new RepositorySource(Reading.open(Path.of(from), settings));
    }

    private static RepositorySource ofSink(Settings settings, String sink) {
        try {
            return open(SinkContent.open(settings, sink), settings);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            String endpoint = settings.find(Keys.SINK_ENDPOINT.forSink(sink)).map(url -> " at " + url).orElse("");
            throw new FailureException(new Failure(failure.exit(), "cannot open the repository that sink " + sink + endpoint + " holds: " + failure.message(),
                    "Check that the sink can be reached from here, and the keys sink." + sink + ".* in the configuration."), e);
        }
    }

    private static RepositorySource open(SinkContent content, Settings settings) {
        try {
            return new RepositorySource(Repository.open(content, settings.repositoryPassword(), RepositoryOptions.defaults().withLimits(EngineOptions.limits(settings))));
        } catch (RuntimeException e) {
            content.close();
            throw e;
        }
    }

    /** The open repository. */
    public Repository repository() {
        return repository;
    }

    @Override
    public void close() {
        repository.close();
    }
}
