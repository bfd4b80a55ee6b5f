package cerb.backup.operation.cache;

import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import java.nio.file.Path;
import java.util.Collection;

/** A repository in a directory here, whose packs that are away are read from the sinks, for who changes nothing in it. */
public final class ReadThroughRepository {
    private ReadThroughRepository() {}

    /**
     * Opens it. What a sink has again that none had before is relied on again; that none has a pack any more is only noted by who stores.
     *
     * @param sinks closed with the repository, or where it cannot be opened
     * @throws cerb.backup.repository.shared.RepositoryException if it cannot be opened
     */
    public static Repository open(Path directory, Sinks sinks, Password password, RepositoryOptions options) {
        ReadThroughBackend files = new ReadThroughBackend(new LocalBackend(directory), AwayPacks.read(directory), ReadThroughBackend.Use.READ);
        files.readFrom(sinks);
        try {
            Repository repository = Repository.open(files, password, options);
            files.tell(new Returns(repository));
            return repository;
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private record Returns(Repository repository) implements Losses {
        @Override
        public void regained(Collection<Handle> packs) {
            repository.index().trust().regain(packs.stream().map(pack -> Id.parse(pack.name())).toList());
        }
    }
}
