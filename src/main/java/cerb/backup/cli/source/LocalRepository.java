package cerb.backup.cli.source;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.cache.ReadThroughRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.Locks;
import cerb.backup.repository.shared.NoRepositoryException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the local repository for a verb that only reads. It takes no lock: what a prune removes meanwhile is reported as missing, and the verb can be run again. */
public final class LocalRepository {
    private LocalRepository() {}

    /** Opens the repository of the settings. Throws RepositoryException where that is not possible. */
    public static Repository open(Settings settings) {
        try {
            Path directory = demandDirectory(settings.get(Keys.REPOSITORY_DIRECTORY), "Make it with cerb-backup init, or correct repository.directory");
            return ReadThroughRepository.open(directory, new SinksOnDemand(settings), settings.repositoryPassword(), options(directory, settings));
        } catch (NoRepositoryException e) {
            // whoever has lost this machine reads this, and a new repository brings nothing back
            throw new NoRepositoryException(e.getMessage().replaceAll("\\.$", "") + ". Where it is lost, read another copy: cerb-backup snapshots --from "
                    + (settings.sinks().isEmpty() ? "s3:https://host/bucket/prefix" : settings.sinks().get(0)) + ", and all reading verbs alike", e);
        }
    }

    /** Opens the repository in a directory. Throws as the other. */
    public static Repository open(Path directory, Settings settings) {
        Path existing = demandDirectory(directory, "Name with --from the directory that has the repository's file config, and mount its disk first");
        return Repository.open(new LocalBackend(existing), settings.repositoryPassword(), options(existing, settings));
    }

    private static Path demandDirectory(Path directory, String remedy) {
        if (!Files.isDirectory(directory)) {
            throw new NoRepositoryException("cannot open the repository " + directory + ": there is no such directory. " + remedy);
        }
        return directory;
    }

    private static RepositoryOptions options(Path directory, Settings settings) {
        return RepositoryOptions.defaults().withLimits(EngineOptions.limits(settings)).withLockNotes(Locks.notes(directory));
    }
}
