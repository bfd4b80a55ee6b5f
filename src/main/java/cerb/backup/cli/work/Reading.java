package cerb.backup.cli.work;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.EngineOptions;
import cerb.backup.repository.NoRepositoryException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.Locks;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the local repository for a verb that only reads. It takes no lock: what a prune removes meanwhile is reported as missing, and the verb can be run again. */
public final class Reading {
    private Reading() {}

    /** Opens the repository of the settings. Throws RepositoryException where that is not possible. */
    public static Repository open(Settings settings) {
        return open(settings.get(Keys.REPOSITORY_DIRECTORY), settings);
    }

    /** Opens the repository in a directory. Throws as the other. */
    public static Repository open(Path directory, Settings settings) {
        if (!Files.isDirectory(directory)) {
            throw new NoRepositoryException("cannot open the repository " + directory + ": there is no such directory. Make it with cerb-backup init, or correct repository.directory");
        }
        return Repository.open(new LocalBackend(directory), settings.repositoryPassword(), RepositoryOptions.defaults().withLimits(EngineOptions.limits(settings)).withLockNotes(Locks.notes(directory)));
    }
}
