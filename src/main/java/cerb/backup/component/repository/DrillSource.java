package cerb.backup.component.repository;

import cerb.backup.backend.Backend;
import cerb.backup.backend.local.FetchedFiles;
import cerb.backup.component.sink.ReadAhead;
import cerb.backup.crypto.Password;
import cerb.backup.operation.Engine;
import cerb.backup.operation.cache.ReadThroughRepository;
import cerb.backup.operation.drill.DrillOptions;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The repository that a drill restores from: that of a sink whose route is loaded, or the local one, each opened anew, so that nothing is known from before. */
final class DrillSource {
    private static final int AT_ONCE = 4;
    private static final long MOST_FETCHED_BYTES = 1L << 30;

    private final RepositoryComponent component;
    private final String from;

    DrillSource(RepositoryComponent component, String from) {
        this.component = component;
        this.from = from;
    }

    /** The targets that the settings name. */
    static DrillOptions options(RepositoryComponent component) {
        DrillOptions options = component.getCamelContext().getRegistry().findSingleByType(DrillOptions.class);
        if (options == null) {
            throw new IllegalStateException("repository:drill does not know where to restore to: there are no options of a drill in the registry");
        }
        return options;
    }

    /** Opens it; what is fetched from a sink that is restored from is kept in a directory beside the drill's. */
    Repository open(Path fetched) {
        Engine engine = component.engine();
        Password password = engine.options().repositoryPassword();
        RepositoryOptions options = RepositoryOptions.defaults().withLimits(engine.options().repository().limits());
        if (from.equals(DrillOptions.LOCAL)) {
            return ReadThroughRepository.open(engine.options().repositoryDirectory(), engine.files().sinks().lent(), password, options);
        }
        Backend files = sink(fetched);
        try {
            return Repository.open(files, password, options);
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private Backend sink(Path fetched) {
        try {
            return new ReadAhead(component.backend(from, fetched, FetchedFiles.capacity(fetched.getParent(), MOST_FETCHED_BYTES)), AT_ONCE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask for the free space of " + fetched.getParent(), e);
        }
    }
}
