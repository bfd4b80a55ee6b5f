package cerb.backup.observe.problem;

import cerb.backup.observe.SinkLedger;
import cerb.backup.observe.problem.Problem.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a sink has been silent for too long. */
record SinkAge(String name, SinkLedger sink, Limits.SinkLimit limit) {
    /** Of what fails, whose reason stands beside it. */
    static final String REMEDY = "It is tried again; look at the line, the account and the space there.";

    Optional<Problem> problem(Instant now) {
        return Stream.of(failing(), waiting(), silent()).flatMap(Optional::stream).filter(problem -> now.isAfter(problem.since())).findFirst();
    }

    /** It has failed all the time. */
    private Optional<Problem> failing() {
        return Optional.ofNullable(sink.failingSince()).map(since -> problem("Sink " + name + " has failed since " + Problems.words(since) + ".", since.plus(limit.delay())));
    }

    /** Files wait for it, and it confirms none. */
    private Optional<Problem> waiting() {
        return sink.backlog().oldest().map(oldest -> {
            Instant since = sink.confirmed() == null || oldest.isAfter(sink.confirmed()) ? oldest : sink.confirmed();
            return problem(sink.backlog().files() + " files wait for sink " + name + ", which has confirmed none since " + Problems.words(since) + ".", since.plus(limit.delay()));
        });
    }

    /** Nothing is heard of it: even where nothing waits, it is listed again from time to time. */
    private Optional<Problem> silent() {
        Optional<Instant> last = Stream.of(sink.caughtUp(), sink.confirmed(), sink.named()).filter(Objects::nonNull).max(Comparator.naturalOrder());
        return last.map(since -> problem("Nothing has been heard of sink " + name + " since " + Problems.words(since) + ".", since.plus(limit.verify()).plus(limit.delay())));
    }

    private Problem problem(String message, Instant since) {
        return new Problem(Kind.SINK_NOT_CONFIRMED, name, message, sink.lastFailure() == null ? "" : sink.lastFailure(), sink.lastFailure() == null ? "Look into the log for the reason, at the line, the account and the space there." : REMEDY, since);
    }
}
