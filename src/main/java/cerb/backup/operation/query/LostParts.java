package cerb.backup.operation.query;

import cerb.backup.backend.BackendException;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which snapshots need packs that are known to be missing or damaged: said before anything is restored, since what is found hours later is found too late. Asks for one
 * listing of the packs, and reads directories only where one of them is lost. For one thread.
 */
final class LostParts {
    private final IndexedRepository index;
    private final Predicate<String> wanted;
    private final SoundTrees trees;

    /** Looks at what lies at some names of a root directory. */
    LostParts(IndexedRepository index, Predicate<String> wanted) {
        this.index = index;
        this.wanted = wanted;
        this.trees = new SoundTrees(index);
    }

    /**
     * What is lost of a snapshot, and which of others is whole.
     *
     * @param others those that could take its place, the oldest first; it may be one of them
     * @return empty if all of it is there as far as is known; a note where that cannot be told
     */
    Optional<Finding> of(StoredSnapshot chosen, List<StoredSnapshot> others) {
        String subject = "snapshot " + chosen.id().shortName();
        try {
            compare();
        } catch (BackendException e) {
            return Optional.of(Finding.note(subject, "may need packs that are missing, which is not known beforehand: " + e.getMessage()));
        }
        if (index.trust().distrusted().isEmpty() || isWhole(chosen)) {
            return Optional.empty();
        }
        return Optional.of(Finding.damage(subject, "needs packs that are known to be missing or damaged, so not all of it can be restored", remedy(chosen, others)));
    }

    /** What a prune takes away between a look at the index and a listing is not lost: a second look at the index tells. */
    private void compare() {
        index.trust().compareOnce();
        if (!index.trust().distrusted().isEmpty()) {
            index.refresh();
            index.trust().compareOnce();
        }
    }

    private boolean isWhole(StoredSnapshot stored) {
        return trees.isSound(stored.snapshot().tree(), wanted);
    }

    private String remedy(StoredSnapshot chosen, List<StoredSnapshot> others) {
        List<StoredSnapshot> older = new ArrayList<>();
        List<StoredSnapshot> newer = new ArrayList<>();
        for (StoredSnapshot other : others) {
            if (!other.id().equals(chosen.id())) {
                (other.snapshot().time().isAfter(chosen.snapshot().time()) ? newer : older).add(0, other);
            }
        }
        List<String> whole = new ArrayList<>();
        older.stream().filter(this::isWhole).findFirst().ifPresent(stored -> whole.add(name(stored, "older")));
        newer.stream().filter(this::isWhole).findFirst().ifPresent(stored -> whole.add(name(stored, "newer")));
        return (whole.isEmpty() ? "None that could take its place is whole. " : "Whole as far as is known, to be restored by id: " + String.join(", ", whole) + ". ")
                + "Another copy may have the packs: restore --from a sink, or check --read-data, which names the files.";
    }

    private static String name(StoredSnapshot stored, String age) {
        return stored.id().shortName() + " of " + stored.snapshot().time() + " (" + age + ")";
    }
}
