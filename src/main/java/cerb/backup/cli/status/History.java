package cerb.backup.cli.status;

import cerb.backup.observe.Ledger;
import cerb.backup.operation.RecoveryPointResult.Kind;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.marks.Marks;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What earlier processes achieved, as snapshots tell it. */
public final class History {
    private final List<StoredSnapshot> snapshots;

    private History(List<StoredSnapshot> snapshots) {
        this.snapshots = List.copyOf(snapshots);
    }

    /** That of a helpdesk. */
    public static History of(Repository repository, String helpdesk) {
        return of(repository.snapshots((id, cause) -> { }).stream().filter(stored -> BaseSnapshot.isOurs(stored, helpdesk)).toList());
    }

    /** That of these snapshots, the oldest first. */
    static History of(List<StoredSnapshot> snapshots) {
        return new History(snapshots);
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
        Optional<StoredSnapshot> point = last(tagged(Tags.RECOVERY_POINT));
        point.filter(History::isIncomplete).ifPresent(stored -> ledger.resumeIncomplete(Kind.RECOVERY_POINT, stored.snapshot().time()));
        // a complete recovery point after it has all that it lacked
        last(snapshots).filter(stored -> stored.snapshot().tags().contains(Tags.CHECKPOINT) && isIncomplete(stored))
                .ifPresent(stored -> ledger.resumeIncomplete(Kind.CHECKPOINT, stored.snapshot().time()));
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
