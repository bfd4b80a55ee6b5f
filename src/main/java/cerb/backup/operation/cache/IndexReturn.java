package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.repository.Repository;
import cerb.backup.repository.file.UnpackedFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings index files back from the sinks that another program has removed here. For one at a time. */
public final class IndexReturn {
    /** More than any index file has that is read. */
    private static final int LONGEST = 128 << 20;

    private final Repository repository;
    private final WholeIndex index;
    private final Sinks sinks;
    private final RemovalJournal journal;

    /** Brings them back to a repository; those that an order to remove names stay away. */
    public IndexReturn(Repository repository, WholeIndex index, Sinks sinks, RemovalJournal journal) {
        this.repository = repository;
        this.index = index;
        this.sinks = sinks;
        this.journal = journal;
    }

    /**
     * Goes from sink to sink until the index names all packs that are away, and returns how many index files have come back. A sink that is away is made up for by another.
     *
     * @throws BackendException if a sink cannot be asked, or is another place than it was, and the others were not enough
     */
    public int run() {
        BackendException failure = null;
        int returned = 0;
        for (Backend sink : index.unnamed().isEmpty() ? List.<Backend>of() : sinks.all()) {
            try {
                returned += returnFrom(sink);
            } catch (BackendException e) {
                failure = failure == null ? e : failure;
            }
            if (index.unnamed().isEmpty()) {
                return returned;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return returned;
    }

    private int returnFrom(Backend sink) {
        SinkCopies.demandOurs(sink, repository.backend());
        List<Handle> missing = missingHere(sink);
        for (Handle file : missing) {
            byte[] sealed = UnpackedFiles.loadVerified(sink, file, LONGEST);
            repository.backend().save(file, Content.of(sealed));
        }
        return missing.size();
    }

    private List<Handle> missingHere(Backend sink) {
        Set<Handle> known = journal.read().stream().map(Removal::remove).flatMap(List::stream).collect(Collectors.toCollection(HashSet::new));
        repository.backend().list(FileType.INDEX, (file, size) -> known.add(file));
        List<Handle> missing = new ArrayList<>();
        sink.list(FileType.INDEX, (file, size) -> {
            if (!known.contains(file)) {
                missing.add(file);
            }
        });
        return missing;
    }
}
