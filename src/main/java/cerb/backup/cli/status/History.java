package cerb.backup.cli.status;

import cerb.backup.format.FormatException;
import cerb.backup.observe.Incomplete;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.manifest.Lacks;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.manifest.Manifest.CrossCheckPart;
import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What earlier processes achieved, as snapshots tell it. */
public final class History {
    private final List<StoredSnapshot> snapshots;
    private final Function<StoredSnapshot, Optional<Manifest>> manifests;

    private History(List<StoredSnapshot> snapshots, Function<StoredSnapshot, Optional<Manifest>> manifests) {
        this.snapshots = List.copyOf(snapshots);
        this.manifests = manifests;
    }

    /** That of a helpdesk. */
    public static History of(Repository repository, String helpdesk) {
        return of(repository.snapshots((id, cause) -> { }).stream().filter(stored -> BaseSnapshot.isOurs(stored, helpdesk)).toList(),
                stored -> BaseSnapshot.read(stored, repository.index()).map(BaseSnapshot::manifest));
    }

    /** That of these snapshots, the oldest first; {@code manifests} is asked for those of incomplete ones, which costs loading the index. */
    static History of(List<StoredSnapshot> snapshots, Function<StoredSnapshot, Optional<Manifest>> manifests) {
        return new History(snapshots, manifests);
    }

    /** The helpdesk's snapshots, the oldest first. */
    List<StoredSnapshot> snapshots() {
        return snapshots;
    }

    /** The complete recovery points, the oldest first. */
    List<StoredSnapshot> points() {
        return complete(Tags.RECOVERY_POINT);
    }

    /** The newest complete snapshot of a kind. */
    Optional<StoredSnapshot> newest(String tag) {
        return last(complete(tag));
    }

    private List<StoredSnapshot> complete(String tag) {
        return tagged(tag).stream().filter(stored -> !isIncomplete(stored)).toList();
    }

    private List<StoredSnapshot> tagged(String tag) {
        return snapshots.stream().filter(stored -> stored.snapshot().tags().contains(tag)).toList();
    }

    /** Has a ledger go on from it, and from what leaves no snapshot. */
    public void resume(Ledger ledger, Marks marks) {
        ledger.resume(time(Tags.RECOVERY_POINT), time(Tags.CHECKPOINT), marks);
        ledger.resumeSnapshots(snapshots.size(), points().stream().findFirst().map(stored -> stored.snapshot().time()).orElse(null));
        incompletePoint().ifPresent(stored -> {
            ledger.resumeIncomplete(Kind.RECOVERY_POINT, incomplete(stored));
            // a point whose rows have not all their attachments is incomplete
            manifests.apply(stored).map(Manifest::crossCheck).flatMap(History::crossChecked).ifPresent(ledger::resumeCrossCheck);
        });
        // a complete recovery point after it has all that it lacked
        last(snapshots).filter(stored -> stored.snapshot().tags().contains(Tags.CHECKPOINT) && isIncomplete(stored))
                .ifPresent(stored -> ledger.resumeIncomplete(Kind.CHECKPOINT, incomplete(stored)));
    }

    private static Optional<CrossChecked> crossChecked(CrossCheckPart part) {
        try {
            return Optional.of(part.result());
        } catch (FormatException e) {
            return Optional.empty(); // no version of ours wrote it
        }
    }

    private Incomplete incomplete(StoredSnapshot stored) {
        return Incomplete.of(stored.snapshot().time(), stored.id().shortName(), lacks(stored).orElse(null));
    }

    /** What an incomplete snapshot says it lacks; empty where it does not. */
    Optional<Lacks> lacks(StoredSnapshot stored) {
        return isIncomplete(stored) ? manifests.apply(stored).map(Manifest::lacks) : Optional.empty();
    }

    /** The newest recovery point, if it is incomplete. */
    Optional<StoredSnapshot> incompletePoint() {
        return last(tagged(Tags.RECOVERY_POINT)).filter(History::isIncomplete);
    }

    private Instant time(String tag) {
        return newest(tag).map(stored -> stored.snapshot().time()).orElse(null);
    }

    private static boolean isIncomplete(StoredSnapshot stored) {
        return stored.snapshot().tags().contains(Tags.INCOMPLETE);
    }

    private static Optional<StoredSnapshot> last(List<StoredSnapshot> snapshots) {
        return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.get(snapshots.size() - 1));
    }
}
