package cerb.backup.observe.problem;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.observe.Problem;
import cerb.backup.observe.Problem.Kind;
import cerb.backup.observe.SinkLedger;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a sink has been silent for too long. */
record SinkAge(String name, SinkLedger sink, Limits.SinkLimit limit) {
    /** What to do where it fails, the reason standing beside it. */
    static final String FAILING = "It is tried again; look at the line, the account and the space there.";
    /** What to do where no failure is known of. */
    private static final String SILENT = "Look into the log for the reason, at the line, the account and the space there.";

    Optional<Problem> problem(Instant now) {
        return Stream.of(failing(), unsent(), waiting(), silent()).flatMap(Optional::stream).filter(problem -> now.isAfter(problem.since())).findFirst();
    }

    /** It has failed all the time. */
    private Optional<Problem> failing() {
        return Optional.ofNullable(sink.failing()).map(row -> problem("Sink " + name + " has failed since " + Problems.words(row.since()) + ".", row.since().plus(limit.delay())));
    }

    /** Files that do not let themselves be sent, whatever else is confirmed. */
    private Optional<Problem> unsent() {
        return sink.backlog().unsent().map(since -> new Problem(Kind.SINK_NOT_CONFIRMED, name, "Files that are damaged here, or cannot be read here, have been lacking at sink " + name + " since "
                + Problems.words(since) + ".", "", "Run cerb-backup check --read-data, which names them and what to do.", since.plus(limit.delay())));
    }

    /** Files wait for it, and it confirms none. */
    private Optional<Problem> waiting() {
        return sink.backlog().oldest().map(oldest -> {
            Instant confirmed = sink.confirmed().last();
            Instant since = confirmed == null || oldest.isAfter(confirmed) ? oldest : confirmed;
            return problem(Plurals.does(sink.backlog().files(), "file", "waits", "wait") + " for sink " + name + ", which has confirmed none since " + Problems.words(since) + ".", since.plus(limit.delay()));
        });
    }

    /** Nothing is heard of it: even where nothing waits, it is listed again from time to time. */
    private Optional<Problem> silent() {
        Optional<Instant> last = Stream.of(sink.caughtUp(), sink.confirmed().last(), sink.named()).filter(Objects::nonNull).max(Comparator.naturalOrder());
        return last.map(since -> problem("Nothing has been heard of sink " + name + " since " + Problems.words(since) + ".", since.plus(limit.verify()).plus(limit.delay())));
    }

    private Problem problem(String message, Instant since) {
        return sink.failing() == null ? new Problem(Kind.SINK_NOT_CONFIRMED, name, message, "", SILENT, since)
                : new Problem(Kind.SINK_NOT_CONFIRMED, name, message, sink.failing().reason(), FAILING, since);
    }
}
