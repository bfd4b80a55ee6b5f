package cerb.backup.operation.query;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.document.Snapshot;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.manifest.Lacks;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lists snapshots and chooses among them. Thread-safe. */
public final class Snapshots {
    /** The word for the newest snapshot that fits. */
    public static final String LATEST = "latest";

    private final Repository repository;
    private final String helpdesk;

    /** The snapshots of a repository; {@code latest} is one of this helpdesk's. */
    public Snapshots(Repository repository, String helpdesk) {
        this.repository = repository;
        this.helpdesk = helpdesk;
    }

    /** All snapshots that can be read, whoever wrote them, the oldest first; the others are told to {@code damaged}. */
    public List<SnapshotInfo> list(Consumer<Finding> damaged) {
        return read(damaged).stream().map(Snapshots::describe).toList();
    }

    private List<StoredSnapshot> read(Consumer<Finding> damaged) {
        return repository.snapshots((id, problem) -> damaged.accept(Finding.damage("snapshot " + id.shortName(), problem.getMessage(), "Run check.")));
    }

    /** The one helpdesk that we have backed up into a repository; empty where there are several or none. */
    public static Optional<String> onlyHelpdesk(Repository repository) {
        List<String> names = repository.snapshots((id, problem) -> { }).stream().map(StoredSnapshot::snapshot)
                .filter(snapshot -> snapshot.tags().contains(Tags.OURS)).map(Snapshot::hostname).distinct().toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    /** What is listed of a snapshot. */
    public static SnapshotInfo describe(StoredSnapshot stored) {
        Snapshot snapshot = stored.snapshot();
        Snapshot.Summary summary = snapshot.summary();
        return new SnapshotInfo(stored.id().toString(), stored.id().shortName(), snapshot.time(), kind(snapshot), snapshot.tags().contains(Tags.INCOMPLETE),
                snapshot.hostname(), snapshot.tags(), snapshot.paths(),
                summary == null ? -1 : summary.totalFilesProcessed(), summary == null ? -1 : summary.totalBytesProcessed());
    }

    private static String kind(Snapshot snapshot) {
        if (!snapshot.tags().contains(Tags.OURS)) {
            return "other";
        }
        return snapshot.tags().contains(Tags.RECOVERY_POINT) ? Tags.RECOVERY_POINT : Tags.CHECKPOINT;
    }

    /**
     * Chooses the snapshot that is meant, in silence; parameters and errors as those of {@link #choice}.
     */
    public StoredSnapshot choose(String spec, Instant at, boolean withDatabase) {
        return choice(spec, at, withDatabase).snapshot();
    }

    /**
     * Chooses the snapshot that is meant, and tells what it was chosen before.
     *
     * @param spec          {@code latest}, or the beginning of an id
     * @param at            for {@code latest}, the newest one not after this moment; null for now
     * @param withDatabase  whether the dump is asked for: then {@code latest} is a recovery point
     * @throws OperationException if there is none
     */
    public SnapshotChoice choice(String spec, Instant at, boolean withDatabase) {
        if (!isLatest(spec)) {
            StoredSnapshot named = repository.find(spec);
            return new SnapshotChoice(named, isIncomplete(named) ? List.of(lacking(named)) : List.of());
        }
        List<Finding> findings = new ArrayList<>();
        List<StoredSnapshot> fitting = read(findings::add).stream().filter(stored -> fits(stored, at, withDatabase)).toList();
        int last = fitting.size() - 1;
        int chosen = last;
        while (chosen >= 0 && isIncomplete(fitting.get(chosen))) {
            chosen--;
        }
        if (chosen < 0) {
            throw new OperationException("the repository in " + repository.backend().location() + " holds no complete "
                    + (withDatabase ? "recovery point" : "snapshot") + " of " + helpdesk + (at == null ? "" : " up to " + at),
                    "See what there is: cerb-backup snapshots. An incomplete one can be named by its id.");
        }
        if (chosen < last) {
            findings.add(passedOver(last - chosen, fitting.get(last)));
        }
        return new SnapshotChoice(fitting.get(chosen), findings);
    }

    /**
     * What is known to be lost of a snapshot, and which complete one beside it is whole; to be asked before it is restored.
     *
     * @param withDatabase whether only a recovery point can take its place
     * @param wanted       names in the root directory, of what is asked for
     * @return a finding of damage; or a note, if it cannot be told; empty if it is whole as far as is known
     */
    public Optional<Finding> lost(StoredSnapshot chosen, boolean withDatabase, Predicate<String> wanted) {
        List<StoredSnapshot> others = read(unreadable -> { }).stream().filter(stored -> fits(stored, null, withDatabase) && !isIncomplete(stored)).toList();
        return new LostParts(repository.index(), wanted).of(chosen, others);
    }

    /** Whether this is the word for the newest snapshot that fits. */
    public static boolean isLatest(String spec) {
        return spec.toLowerCase(Locale.ROOT).equals(LATEST);
    }

    private static Finding lacking(StoredSnapshot named) {
        String id = named.id().shortName();
        return Finding.incomplete("snapshot " + id, "is incomplete: what could not be read when it was taken is not in what it brings back, or is there as it was before",
                "Each thing stands under lacks in its manifest: cerb-backup cat " + id + " /manifest.json");
    }

    /** What an incomplete snapshot says it lacks; empty where it says nothing, as those of older versions, or its manifest is damaged. */
    private static Optional<Lacks> lacks(Repository repository, StoredSnapshot snapshot) {
        return !isIncomplete(snapshot) ? Optional.empty() : BaseSnapshot.read(snapshot, repository.index()).map(BaseSnapshot::manifest).map(Manifest::lacks);
    }

    /** Each thing that a snapshot says it lacks, as it was told when it was taken; none where it is complete. Loads the index of one that is not. */
    public List<Finding> lacks(StoredSnapshot snapshot) {
        if (!isIncomplete(snapshot)) {
            return List.of();
        }
        String subject = "snapshot " + snapshot.id().shortName();
        Optional<Lacks> lacks = lacks(repository, snapshot);
        if (lacks.isEmpty()) {
            return List.of(Finding.note(subject, "does not say what it lacks, as those that older versions wrote"));
        }
        List<Finding> findings = lacks.get().listed().stream().map(Lacks.Lack::finding).collect(Collectors.toCollection(ArrayList::new));
        if (lacks.get().more() > 0) {
            findings.add(Finding.incomplete(subject, "lacks " + Plurals.words(lacks.get().more(), "thing") + " more, not listed in it", ""));
        }
        return findings;
    }

    /**
     * A remark on a checkpoint that is complete although rows and files did not fit when they were last compared, which only a recovery point does: what has spoilt the files, such as
     * somebody who encrypts them, may be older than it. Empty for all else.
     */
    public Optional<Finding> doubted(StoredSnapshot snapshot) {
        if (isIncomplete(snapshot) || snapshot.snapshot().tags().contains(Tags.RECOVERY_POINT)) {
            return Optional.empty();
        }
        return BaseSnapshot.read(snapshot, repository.index()).map(BaseSnapshot::manifest).map(Manifest::crossCheck).filter(compared -> compared.missing() > 0)
                .map(compared -> new Finding(Finding.Severity.NOTE, "snapshot " + snapshot.id().shortName(), "is a checkpoint, whose files may be spoilt: when rows and files were last compared, at "
                        + compared.at() + ", " + Plurals.words(compared.missing(), "object") + (compared.missing() == 1 ? " was" : " were") + " missing or not as the rows say", lastWhole(snapshot)));
    }

    private String lastWhole(StoredSnapshot before) {
        return recoveryPoints(damaged -> { }).stream().filter(stored -> !isIncomplete(stored) && stored.snapshot().time().isBefore(before.snapshot().time())).reduce((earlier, later) -> later)
                .map(stored -> "The last recovery point in which all fitted is " + stored.id().shortName() + " of " + stored.snapshot().time() + ": name it for the files of then.")
                .orElse("See what there is from before: cerb-backup snapshots.");
    }

    private static Finding passedOver(int count, StoredSnapshot newest) {
        return Finding.note(LATEST, "passes over " + count + (count == 1 ? " newer one that is" : " newer ones that are") + " incomplete; the newest is " + newest.id().shortName() + " of "
                + newest.snapshot().time() + ", which is taken where it is named by its id");
    }

    /** The recovery points of this helpdesk that can be read, incomplete ones among them, the oldest first; the others are told to {@code damaged}. */
    public List<StoredSnapshot> recoveryPoints(Consumer<Finding> damaged) {
        return read(damaged).stream().filter(stored -> BaseSnapshot.isOurs(stored, helpdesk) && stored.snapshot().tags().contains(Tags.RECOVERY_POINT)).toList();
    }

    private boolean fits(StoredSnapshot stored, Instant at, boolean withDatabase) {
        Snapshot snapshot = stored.snapshot();
        return BaseSnapshot.isOurs(stored, helpdesk)
                && (at == null || !snapshot.time().isAfter(at))
                && (!withDatabase || snapshot.tags().contains(Tags.RECOVERY_POINT));
    }

    private static boolean isIncomplete(StoredSnapshot stored) {
        return stored.snapshot().tags().contains(Tags.INCOMPLETE);
    }
}
