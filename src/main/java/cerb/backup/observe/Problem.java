package cerb.backup.observe;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * One thing that is wrong.
 *
 * @param kind    what it is
 * @param subject the sink, route or such that has it; empty where there is only one
 * @param message a sentence that names no file, address or secret
 * @param detail  what was reported of it, which may name files and addresses; empty where there is no more to say
 * @param remedy  what to do, one sentence or two
 * @param since   since when it has been so
 */
public record Problem(Kind kind, String subject, String message, String detail, String remedy, Instant since) {
    /** What a problem means. */
    public enum Severity {
        /** The backup does not do what it promises: readiness is down. */
        CRITICAL,
        /** Somebody should look at it soon. */
        WARNING
    }

    /** What can be wrong, the gravest first. */
    public enum Kind {
        /** No daemon runs. */
        DAEMON_MISSING(Severity.CRITICAL),
        /** The last complete recovery point is older than its schedule allows, or there is none after so long. */
        RECOVERY_POINT_OLD(Severity.CRITICAL),
        /** The storage directory has not been known to be stored whole for too long. */
        RECONCILE_OLD(Severity.CRITICAL),
        /** A route does not run, or a thread of it has died. */
        ROUTE_STOPPED(Severity.CRITICAL),
        /** A sink has confirmed nothing for too long. */
        SINK_NOT_CONFIRMED(Severity.CRITICAL),
        /** Something stored is damaged or missing. */
        DAMAGE_FOUND(Severity.CRITICAL),
        /** The last drill from a source failed, not counting those that were refused. */
        DRILL_FAILED(Severity.CRITICAL),
        /** Nothing new is stored for lack of space. */
        SPACE_LOW(Severity.CRITICAL),
        /** The last prune is older than its schedule allows. */
        PRUNE_OLD(Severity.CRITICAL),
        /** The last check is older than its schedule allows. */
        CHECK_OLD(Severity.CRITICAL),
        /** The last drill that passed is older than its schedule allows. */
        DRILL_OLD(Severity.WARNING),
        /** What was done last is of a time to come, so that its age cannot be told. */
        CLOCK_WRONG(Severity.WARNING),
        /** The last retention is older than its schedule allows. */
        RETENTION_OLD(Severity.WARNING),
        /** There is no complete recovery point yet. */
        RECOVERY_POINT_MISSING(Severity.WARNING),
        /** The last run ended without a snapshot. */
        RUN_FAILED(Severity.WARNING),
        /** The last snapshot is incomplete. */
        SNAPSHOT_INCOMPLETE(Severity.WARNING),
        /** A sink fails, though not for too long yet. */
        SINK_FAILED(Severity.WARNING),
        /** A sink holds what is neither here nor removed by us: it was removed behind our back, or the repository is an older copy of itself. */
        SINK_HOLDS_MORE(Severity.WARNING),
        /** A receiver of alerts cannot be reached, or refuses them. */
        ALERT_FAILED(Severity.WARNING),
        /** There is no off-site copy. */
        SINK_MISSING(Severity.WARNING);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        /** What it means. */
        public Severity severity() {
            return severity;
        }

        /** The stable word for it, such as {@code recovery-point-old}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Refuses nulls. */
    public Problem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(since, "since");
    }

    /** Whether readiness is down because of it. */
    public boolean isCritical() {
        return kind.severity() == Severity.CRITICAL;
    }

    /** Message, detail and remedy as one text for those who may read everything. */
    public String text() {
        return message + (detail.isEmpty() ? "" : " " + detail + (detail.endsWith(".") ? "" : ".")) + " " + remedy;
    }
}
