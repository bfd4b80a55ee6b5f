package cerb.backup.cli.sync;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Kind;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.mirror.MirrorStatus;
import cerb.backup.operation.observer.Observer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until every sink holds what was written up to now, while the mirrors send. A sink that has no mirror, because its route is not there, does not count as one that lacks nothing. */
public final class SyncWork implements Work {
    private final Engine engine;
    private final Settings settings;

    /** Waits for the sinks that the settings name. */
    public SyncWork(Engine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** The wait of a client that has gone is of no use, and would go on for as long as a sink is away. */
    @Override
    public boolean endsWithClient() {
        return true;
    }

    /** The argument: {@code timeout} as {@code 10m}; absent: none. */
    @Override
    public Outcome run(ObjectNode arguments, Observer display) throws InterruptedException {
        refuseUnusable(settings, arguments);
        Optional<Duration> timeout = timeout(arguments);
        Instant upTo = engine.clock().instant();
        SyncProgress progress = new SyncProgress(display);
        return engine.observers().whileTelling(progress, () -> {
            // a sink without a mirror will never hold anything, however long one waits
            boolean mirrored = settings.sinks().stream().allMatch(name -> engine.mirrors().of(name).isPresent());
            boolean complete = mirrored && engine.mirrors().awaitHolding(settings.sinks(), upTo, timeout, () -> progress.show(engine.mirrors().all()));
            return outcome(complete, upTo, progress);
        });
    }

    /** Refuses what cannot be waited for: no sink at all, or a time that is none. Throws FailureException. */
    static void refuseUnusable(Settings settings, ObjectNode arguments) {
        if (settings.sinks().isEmpty()) {
            throw FailureException.refused("there is no off-site copy to wait for: " + Keys.SINKS.name() + " is empty", "Name a sink in " + Keys.SINKS.name() + ", such as offsite, and set its keys.");
        }
        timeout(arguments);
    }

    private static Optional<Duration> timeout(ObjectNode arguments) {
        return arguments.hasNonNull("timeout") ? Optional.of(Texts.value(Kind.DURATION, "--timeout", arguments.path("timeout").asText())) : Optional.empty();
    }

    private Outcome outcome(boolean complete, Instant upTo, SyncProgress progress) {
        ObjectNode result = Json.object().put("up_to", Json.time(upTo)).put("complete", complete);
        ArrayNode sinks = result.putArray("sinks");
        settings.sinks().forEach(name -> sinks.add(sink(name, complete, upTo, progress)));
        return new Outcome(complete ? ExitCode.OK : ExitCode.FAILED, result);
    }

    private ObjectNode sink(String name, boolean all, Instant upTo, SyncProgress progress) {
        ObjectNode json = Json.object().put("name", name).put("sent_files", progress.files(name)).put("sent_bytes", progress.bytes(name));
        engine.mirrors().of(name).ifPresentOrElse(mirror -> {
            MirrorStatus status = mirror.status();
            boolean holds = all || mirror.holds(upTo);
            json.put("complete", holds).put("listed", status.backlog().listed()).put("unexplained", status.unexplained()).put("backlog_files", status.backlog().files()).put("backlog_bytes", status.backlog().bytes())
                    .put("backlog_oldest", Json.time(status.backlog().oldest().orElse(null))).put("problem", holds ? null : problem(status));
        }, () -> json.put("complete", false).put("problem", "no running route mirrors to it; look into the log for the reason"));
        return json;
    }

    private static String problem(MirrorStatus status) {
        return status.problem().orElse(status.backlog().listed() ? "the time was not enough" : "its route has not begun to send; look into the log for the reason");
    }
}
