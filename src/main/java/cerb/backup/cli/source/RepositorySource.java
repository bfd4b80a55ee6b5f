package cerb.backup.cli.source;

import cerb.backup.backend.Backend;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.Locks;

/** The repository that is read: the local one, one in another directory, or one that a sink holds, reached through the sink's route. */
public final class RepositorySource implements AutoCloseable {
    private final Repository repository;
    private final Settings settings;
    private final boolean local;

    private RepositorySource(Repository repository, Settings settings, boolean local) {
        this.repository = repository;
        this.settings = settings;
        this.local = local;
    }

    /** Opens it; {@code from} is null for the local one. */
    public static RepositorySource open(Settings settings, String from) {
        return open(settings, from, RepositoryOptions.defaults());
    }

    /** The same for one who judges locks: those that a mirror of this machine holds elsewhere are noted beside the local repository. */
    public static RepositorySource openForLocks(Settings settings, String from) {
        return open(settings, from, RepositoryOptions.defaults().withLockNotes(Locks.notes(settings.get(Keys.REPOSITORY_DIRECTORY))));
    }

    private static RepositorySource open(Settings settings, String from, RepositoryOptions options) {
        if (from == null) {
            return new RepositorySource(LocalRepository.open(settings), settings, true);
        }
        if (settings.sinks().contains(from)) {
            String endpoint = settings.find(Keys.SINK_ENDPOINT.forSink(from)).map(url -> " at " + url).orElse("");
            return routed(settings, settings, options, from, "sink " + from + endpoint, "the keys sink." + from + ".* in the configuration");
        }
        RepositoryUrl url = RepositoryUrl.parse(from, settings);
        return url.directory() != null
                ? new RepositorySource(LocalRepository.open(url.directory(), settings), settings, false)
                : routed(settings, settings.with(url.settings()), options, url.sink(), from, url.credentials());
    }

    private static RepositorySource routed(Settings settings, Settings route, RepositoryOptions options, String sink, String place, String keys) {
        try {
            return new RepositorySource(open(SinkContent.open(route, sink, place), settings, options), settings, false);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            throw new FailureException(new Failure(failure.exit(), "cannot open the repository that " + place + " holds: " + failure.message(),
                    failure.remedy().isEmpty() ? "Check that it can be reached from here, and " + keys + "." : failure.remedy()), e);
        }
    }

    private static Repository open(Backend content, Settings settings, RepositoryOptions options) {
        try {
            return Repository.open(content, settings.repositoryPassword(), options.withLimits(EngineOptions.limits(settings)));
        } catch (RuntimeException e) {
            content.close();
            throw e;
        }
    }

    /** The open repository. */
    public Repository repository() {
        return repository;
    }

    /** Its snapshots. Where nobody has set {@code instance.name}, {@code latest} is one of the only helpdesk that a repository from elsewhere holds. */
    public Snapshots snapshots() {
        return new Snapshots(repository, helpdesk());
    }

    private String helpdesk() {
        String configured = settings.get(Keys.INSTANCE_NAME);
        return local || settings.isSet(Keys.INSTANCE_NAME) ? configured : Snapshots.onlyHelpdesk(repository).orElse(configured);
    }

    /** How many packs are read at once: through a network more than there are cores to check them. */
    public int readers() {
        int threads = settings.get(Keys.ENGINE_THREADS);
        return local ? threads : Math.max(threads, SinkContent.AT_ONCE);
    }

    @Override
    public void close() {
        repository.close();
    }
}
