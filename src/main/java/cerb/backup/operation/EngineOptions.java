package cerb.backup.operation;

import cerb.backup.configuration.FreeSpace;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.Password;
import cerb.backup.operation.retention.Retention;
import cerb.backup.repository.Limits;
import cerb.backup.repository.lock.Locks;
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
 * @param compression         auto, max or off
 * @param packSize            size in bytes at which a pack is complete
 * @param minimumFree         the space that must stay free on the repository's disk; below it ingest is refused
 * @param limits              what the work may take of the machine
 * @param databaseName        the schema that is dumped, or null where there is no database
 * @param storage             the directory tree, or null where there is none
 * @param retention           which snapshots stay
 * @param keyDerivation       what a password costs to try, for new keys
 * @param lockSettle          how long a new lock waits to be seen before it holds
 * @param packsAtSinks        the sinks that must all hold a pack of data before it goes from the local directory; empty where everything stays there
 * @param retryLock           how long what is to be stored waits for another program's exclusive lock
 * @param allowEmptyDatabase  whether a schema is believed that is suddenly empty, has lost most of its tables, or is another one
 */
public record EngineOptions(
        String helpdesk,
        Path repositoryDirectory,
        Password repositoryPassword,
        String compression,
        long packSize,
        FreeSpace minimumFree,
        Limits limits,
        String databaseName,
        StorageSource storage,
        Retention retention,
        KeyDerivation keyDerivation,
        Duration lockSettle,
        Set<String> packsAtSinks,
        Duration retryLock,
        boolean allowEmptyDatabase) {
    public EngineOptions {
        Objects.requireNonNull(helpdesk, "helpdesk");
        Objects.requireNonNull(repositoryDirectory, "repositoryDirectory");
        Objects.requireNonNull(repositoryPassword, "repositoryPassword");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(minimumFree, "minimumFree");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(keyDerivation, "keyDerivation");
        Objects.requireNonNull(lockSettle, "lockSettle");
        Objects.requireNonNull(retryLock, "retryLock");
        packsAtSinks = Set.copyOf(packsAtSinks);
    }

    /** With the retention that holds where nothing is configured, everything in the local directory, and no waiting for locks. */
    public EngineOptions(String helpdesk, Path repositoryDirectory, Password repositoryPassword, String compression, long packSize, FreeSpace minimumFree,
            Limits limits, String databaseName, StorageSource storage) {
        this(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, minimumFree, limits, databaseName, storage, Retention.DEFAULT, KeyDerivation.STANDARD,
                Locks.SETTLE, Set.of(), Duration.ZERO, false);
    }

    /** What the configuration lets work on the repository take of the machine. */
    public static Limits limits(Settings settings) {
        int priority = settings.get(Keys.ENGINE_PRIORITY).equals("low") ? Thread.MIN_PRIORITY : Thread.NORM_PRIORITY;
        return new Limits(settings.get(Keys.ENGINE_THREADS), priority, settings.get(Keys.ENGINE_BUFFER_MEMORY),
                Math.max(1, settings.get(Keys.ENGINE_PACKS_IN_FLIGHT)), settings.get(Keys.ENGINE_TREE_CACHE));
    }

    /** Threads that read, compress and encrypt. */
    public int threads() {
        return limits.threads();
    }

    /** What the configuration says. Throws ConfigurationException where the password is missing or cannot be read. */
    public static EngineOptions of(Settings settings) {
        StorageSource storage = new StorageSource(
                settings.get(Keys.STORAGE_DIRECTORY),
                settings.get(Keys.STORAGE_KIND).equals("cerb"),
                settings.get(Keys.STORAGE_EXCLUDE),
                settings.get(Keys.STORAGE_ALLOW_EMPTY),
                settings.get(Keys.EXTRA_PATHS).stream().map(Path::of).toList(),
                settings.find(Keys.STORAGE_KNOWN_LOST).orElse(null));
        return new EngineOptions(
                settings.get(Keys.INSTANCE_NAME),
                settings.get(Keys.REPOSITORY_DIRECTORY),
                settings.repositoryPassword(),
                settings.get(Keys.REPOSITORY_COMPRESSION),
                settings.get(Keys.REPOSITORY_PACK_SIZE),
                settings.get(Keys.REPOSITORY_MINIMUM_FREE),
                limits(settings),
                settings.get(Keys.DATABASE_NAME),
                storage,
                Retention.of(settings),
                KeyDerivation.STANDARD,
                Locks.SETTLE,
                settings.get(Keys.REPOSITORY_KEEP).equals("metadata") ? Set.copyOf(settings.sinks()) : Set.of(),
                settings.get(Keys.REPOSITORY_RETRY_LOCK),
                settings.get(Keys.DATABASE_ALLOW_EMPTY));
    }

    /** The same with another storage directory, or with none where it is null. */
    public EngineOptions withStorage(StorageSource other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, minimumFree, limits, databaseName, other, retention,
                keyDerivation, lockSettle, packsAtSinks, retryLock, allowEmptyDatabase);
    }

    /** The same with another floor of free space. */
    public EngineOptions withMinimumFree(FreeSpace other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, other, limits, databaseName, storage, retention,
                keyDerivation, lockSettle, packsAtSinks, retryLock, allowEmptyDatabase);
    }

    /** The same with another cost of passwords. */
    public EngineOptions withKeyDerivation(KeyDerivation other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, minimumFree, limits, databaseName, storage, retention,
                other, lockSettle, packsAtSinks, retryLock, allowEmptyDatabase);
    }

    /** The same with another time that a new lock waits. */
    public EngineOptions withLockSettle(Duration other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, minimumFree, limits, databaseName, storage, retention,
                keyDerivation, other, packsAtSinks, retryLock, allowEmptyDatabase);
    }

    /** The same with packs of data at these sinks alone, once they hold them. */
    public EngineOptions withPacksAtSinks(Set<String> sinks) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, minimumFree, limits, databaseName, storage, retention,
                keyDerivation, lockSettle, sinks, retryLock, allowEmptyDatabase);
    }

    /** The same with another patience for exclusive locks. */
    public EngineOptions withRetryLock(Duration other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, minimumFree, limits, databaseName, storage, retention,
                keyDerivation, lockSettle, packsAtSinks, other, allowEmptyDatabase);
    }

    /** The same believing an empty schema, or not. */
    public EngineOptions withAllowEmptyDatabase(boolean other) {
        return new EngineOptions(helpdesk, repositoryDirectory, repositoryPassword, compression, packSize, minimumFree, limits, databaseName, storage, retention,
                keyDerivation, lockSettle, packsAtSinks, retryLock, other);
    }
}
