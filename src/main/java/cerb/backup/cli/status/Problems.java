package cerb.backup.cli.status;

import cerb.backup.configuration.Settings;
import cerb.backup.configuration.Keys;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.compose.Tags;
import cerb.backup.repository.StoredSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong, or will be: a sentence each. */
public final class Problems {
    private static final Duration OLD = Duration.ofHours(26);

    private final Settings settings;
    private final Ledger ledger;
    private final Clock clock;

    Problems(Settings settings, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The problems of a helpdesk with these snapshots, the gravest first. */
    List<String> of(List<StoredSnapshot> ours) {
        List<String> problems = new ArrayList<>();
        Optional<Instant> newest = newest(ours, Tags.RECOVERY_POINT).map(stored -> stored.snapshot().time());
        if (newest.isEmpty()) {
            problems.add("There is no complete recovery point yet. Run cerb-backup backup.");
        } else if (newest.get().plus(OLD).isBefore(clock.instant())) {
            problems.add("The newest complete recovery point is older than " + OLD.toHours() + " hours. Look for the reason in the daemon's log.");
        }
        last(ours).filter(stored -> stored.snapshot().tags().contains(Tags.INCOMPLETE))
                .ifPresent(stored -> problems.add("The last snapshot, " + stored.id().shortName() + ", is incomplete. Its findings are in the log of the run."));
        if (ledger == null) {
            problems.add("No daemon runs here: nothing is backed up by itself. Start cerb-backup run.");
        } else {
            ofDaemon(problems);
        }
        if (settings.sinks().isEmpty()) {
            problems.add("There is no off-site copy. Name a sink in " + Keys.SINKS.name() + ".");
        }
        return problems;
    }

    private void ofDaemon(List<String> problems) {
        if (ledger.lastFailure() != null) {
            problems.add("The last run failed: " + ledger.lastFailure() + ".");
        }
        if (ledger.belowFloor()) {
            problems.add("Nothing new is stored: the free space is below repository.minimum-free.");
        }
        ledger.sinks().forEach((name, sink) -> {
            if (sink.lastFailure() != null) {
                problems.add("Sink " + name + " fails: " + sink.lastFailure() + ".");
            }
        });
    }

    /** The newest complete snapshot of a kind. */
    public static Optional<StoredSnapshot> newest(List<StoredSnapshot> ours, String tag) {
        return last(ours.stream().filter(stored -> stored.snapshot().tags().contains(tag) && !stored.snapshot().tags().contains(Tags.INCOMPLETE)).toList());
    }

    private static Optional<StoredSnapshot> last(List<StoredSnapshot> ours) {
        return ours.isEmpty() ? Optional.empty() : Optional.of(ours.get(ours.size() - 1));
    }
}
