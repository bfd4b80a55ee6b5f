package cerb.backup.operation.doctor.machine;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.configuration.value.Sizes;
import cerb.backup.operation.cache.AwayPacks;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether the repository is there and opens; what it holds is kept for the estimate. Used by one thread. */
public final class RepositoryExamination implements Examination {
    private final Path directory;
    private final Supplier<Repository> opening;
    private final List<StoredSnapshot> snapshots = new ArrayList<>();

    /** {@code opening} opens it for reading; it is closed here. */
    public RepositoryExamination(Path directory, Supplier<Repository> opening) {
        this.directory = directory;
        this.opening = opening;
    }

    @Override
    public String subject() {
        return "repository";
    }

    @Override
    public List<Diagnosis> examine() {
        if (!Files.exists(directory.resolve("config"))) {
            return List.of(Diagnosis.note(subject(), "there is none in " + directory + " yet", "Nothing is backed up so far.", "cerb-backup init"));
        }
        try (Repository repository = opening.get()) {
            snapshots.addAll(repository.snapshots());
        }
        List<Diagnosis> found = new ArrayList<>(List.of(Diagnosis.ok(subject(), "it opens, and has " + Plurals.words(snapshots.size(), "snapshot"))));
        AwayPacks away = AwayPacks.read(directory);
        if (!away.isEmpty()) {
            found.add(Diagnosis.note(subject(), Plurals.are(away.all().size(), "pack") + " kept at the sinks alone, " + Sizes.words(away.totalBytes()),
                    "A restore fetches them from there; without the sinks it is not whole.", "repository.keep=all and cerb-backup check --read-data bring them back"));
        }
        return found;
    }

    /** Its snapshots; none before it was examined. */
    public List<StoredSnapshot> snapshots() {
        return List.copyOf(snapshots);
    }
}
