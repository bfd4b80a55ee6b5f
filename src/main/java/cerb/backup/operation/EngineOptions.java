package cerb.backup.operation;

import cerb.backup.configuration.FreeSpace;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.KeptLocally;
import cerb.backup.configuration.value.StorageKind;
import cerb.backup.crypto.Password;
import cerb.backup.format.Compression;
import cerb.backup.operation.retention.Retention;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.shared.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What an engine is built from.
 *
 * @param helpdesk            the name of the helpdesk, the host of its snapshots
 * @param repositoryDirectory where the local repository is
 * @param repositoryPassword  what opens it
 * @param repository          how to work with it; the engine has a clock and a directory for notes of its own
 * @param minimumFree         the space that must stay free on the repository's disk; below it ingest is refused
 * @param databaseName        the schema that is dumped, or null where there is no database
 * @param storage             the directory tree, or null where there is none
 * @param retention           which snapshots stay
 * @param packsAtSinks        the sinks that must all hold a pack of data before it goes from the local directory; empty where everything stays there
 * @param retryLock           how long what is to be stored waits for another program's exclusive lock
 * @param allowEmptyDatabase  whether a schema is believed that is suddenly empty, has lost most of its tables, or is another one
 */
public record EngineOptions(
        String helpdesk,
        Path repositoryDirectory,
        Password repositoryPassword,
        RepositoryOptions repository,
        FreeSpace minimumFree,
        String databaseName,
        StorageSource storage,
        Retention retention,
        Set<String> packsAtSinks,
        Duration retryLock,
        boolean allowEmptyDatabase) {
    public EngineOptions {
        Objects.requireNonNull(helpdesk, "helpdesk");
        Objects.requireNonNull(repositoryDirectory, "repositoryDirectory");
        Objects.requireNonNull(repositoryPassword, "repositoryPassword");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(minimumFree, "minimumFree");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(retryLock, "retryLock");
        packsAtSinks = Set.copyOf(packsAtSinks);
    }

    /** What the configuration lets work on the repository take of the machine. */
    public static Limits limits(Settings settings) {
        int priority = settings.get(Keys.ENGINE_PRIORITY).equals("low") ? Thread.MIN_PRIORITY : Thread.NORM_PRIORITY;
        return new Limits(settings.get(Keys.ENGINE_THREADS), priority, settings.get(Keys.ENGINE_BUFFER_MEMORY),
                Math.max(1, settings.get(Keys.ENGINE_PACKS_IN_FLIGHT)), settings.get(Keys.ENGINE_TREE_CACHE));
    }

    /** How hard the configuration lets packs be compressed. */
    public static Compression.Level compression(Settings settings) {
        return switch (settings.get(Keys.REPOSITORY_COMPRESSION)) {
            case AUTO -> Compression.Level.AUTO;
            case MAX -> Compression.Level.MAX;
            case OFF -> Compression.Level.OFF;
        };
    }

    /** Threads that read, compress and encrypt. */
    public int threads() {
        return repository.limits().threads();
    }

    /** What the configuration says. Throws ConfigurationException where the password is missing or cannot be read. */
    public static EngineOptions of(Settings settings) {
        StorageSource storage = new StorageSource(
                settings.get(Keys.STORAGE_DIRECTORY),
                settings.get(Keys.STORAGE_KIND) == StorageKind.CERB,
                settings.get(Keys.STORAGE_EXCLUDE),
                settings.get(Keys.STORAGE_ALLOW_EMPTY),
                settings.get(Keys.EXTRA_PATHS).stream().map(Path::of).toList(),
                settings.find(Keys.STORAGE_KNOWN_LOST).orElse(null));
        return new EngineOptions(
                settings.get(Keys.INSTANCE_NAME),
                settings.get(Keys.REPOSITORY_DIRECTORY),
                settings.repositoryPassword(),
                RepositoryOptions.defaults()
                        .withLimits(limits(settings))
                        .withCompression(compression(settings))
                        .withPackSize(settings.get(Keys.REPOSITORY_PACK_SIZE)),
                settings.get(Keys.REPOSITORY_MINIMUM_FREE),
                settings.get(Keys.DATABASE_NAME),
                storage,
                Retention.of(settings),
                settings.get(Keys.REPOSITORY_KEEP) == KeptLocally.METADATA ? Set.copyOf(settings.sinks()) : Set.of(),
                settings.get(Keys.REPOSITORY_RETRY_LOCK),
                settings.get(Keys.DATABASE_ALLOW_EMPTY));
    }

    /** The same with another way to work with the repository. */
    public EngineOptions withRepository(RepositoryOptions other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, other, minimumFree, databaseName, storage, retention,
                packsAtSinks, retryLock, allowEmptyDatabase);
    }

    /** The same with another storage directory, or with none where it is null. */
    public EngineOptions withStorage(StorageSource other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, repository, minimumFree, databaseName, other, retention,
                packsAtSinks, retryLock, allowEmptyDatabase);
    }

    /** The same with another floor of free space. */
    public EngineOptions withMinimumFree(FreeSpace other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, repository, other, databaseName, storage, retention,
                packsAtSinks, retryLock, allowEmptyDatabase);
    }

    /** The same with packs of data at these sinks alone, once they hold them. */
    public EngineOptions withPacksAtSinks(Set<String> sinks) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, repository, minimumFree, databaseName, storage, retention,
                sinks, retryLock, allowEmptyDatabase);
    }

    /** The same with another patience for exclusive locks. */
    public EngineOptions withRetryLock(Duration other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, repository, minimumFree, databaseName, storage, retention,
                packsAtSinks, other, allowEmptyDatabase);
    }

    /** The same believing an empty schema, or not. */
    public EngineOptions withAllowEmptyDatabase(boolean other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, repository, minimumFree, databaseName, storage, retention,
                packsAtSinks, retryLock, other);
    }
}
