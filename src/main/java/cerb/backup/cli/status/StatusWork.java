package cerb.backup.cli.status;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.kit.Confirmation;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.DatabaseText;
import cerb.backup.cli.work.NextRuns;
import cerb.backup.cli.work.PacksAway;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.Problem;
import cerb.backup.observe.SinkLedger;
import cerb.backup.observe.problem.Limits;
import cerb.backup.observe.problem.Problems;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.drill.DrillJson;
import cerb.backup.operation.drill.Drills;
import cerb.backup.operation.drill.LastDrill;
import cerb.backup.operation.gate.SpaceFloor;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Lacks;
import cerb.backup.operation.marks.LastDump;
import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.observer.Observer;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the helpdesk's backup is: what can be restored, what the sinks lack, what is wrong. The daemon knows more than a reader of the repository. */
public final class StatusWork implements Work {
    /** Of what an incomplete recovery point lacks, how much is listed; its manifest has the rest. */
    private static final int LACKS = 100;

    private final Settings settings;
    private final Repository repository;
    private final Ledger ledger;
    private final Problems problems;
    private final Instant starting;
    private final Clock clock;

    /** That of a daemon. */
    public StatusWork(Settings settings, Repository repository, Ledger ledger, Problems problems) {
        this(settings, repository, ledger, problems, null, Clock.systemUTC());
    }

    /** That of a daemon which has been starting since then, and knows no more than a reader of the repository. */
    public static StatusWork whileStarting(Settings settings, Repository repository, Instant since) {
        return new StatusWork(settings, repository, null, null, since, Clock.systemUTC());
    }

    /** That of a repository without a daemon. */
    static StatusWork withoutDaemon(Settings settings, Repository repository, Clock clock) {
        return new StatusWork(settings, repository, null, null, null, clock);
    }

    private StatusWork(Settings settings, Repository repository, Ledger ledger, Problems problems, Instant starting, Clock clock) {
        this.settings = settings;
        this.repository = repository;
        this.ledger = ledger;
        this.problems = problems;
        this.starting = starting;
        this.clock = clock;
    }

    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        String helpdesk = settings.get(Keys.INSTANCE_NAME);
        History history = History.of(repository, helpdesk);
        ObjectNode status = Json.object().put("helpdesk", helpdesk).put("time", Json.time(clock.instant())).put("daemon", ledger != null || starting != null).put("starting", Json.time(starting))
                .put("repository", settings.get(Keys.REPOSITORY_DIRECTORY).toString()).put("snapshots", history.snapshots().size());
        PacksAway.put(status, settings.get(Keys.REPOSITORY_DIRECTORY));
        status.set("restorable", restorable(history));
        status.set("recovery_point", newest(history, Tags.RECOVERY_POINT));
        status.set("checkpoint", newest(history, Tags.CHECKPOINT));
        status.set("database", database(history));
        status.set("incomplete", incomplete(history));
        Drills drills = new LastDrill(settings.get(Keys.REPOSITORY_DIRECTORY)).read(settings.sinks());
        Ledger known = ledger == null ? read(history, drills) : ledger;
        status.put("storage_confirmed", Json.time(known.storage()));
        status.put("stage", ledger == null || ledger.stage() == null ? null : ledger.stage().name().toLowerCase(Locale.ROOT));
        status.set("next", next());
        status.set("drill", drills.last() == null ? null : DrillJson.of(drills.last()));
        status.set("sinks", sinks(known.sinks()));
        status.set("problems", problems(problems == null ? withoutLedger(new Problems(known, Limits.of(settings), clock)) : problems.list()));
        return new Outcome(ExitCode.OK, status.put("summary", StatusSummary.of(status)));
    }

    private List<Problem> withoutLedger(Problems found) {
        return starting == null ? found.listWithoutDaemon() : found.listWhileStarting(starting);
    }

    private ArrayNode problems(List<Problem> found) {
        ArrayNode json = Json.array();
        for (Problem problem : found) {
            json.addObject().put("code", problem.kind().code()).put("subject", problem.subject()).put("severity", problem.kind().severity().name().toLowerCase(Locale.ROOT))
                    .put("message", problem.message()).put("detail", problem.detail()).put("remedy", problem.remedy()).put("since", Json.time(problem.since()));
        }
        new Confirmation(settings.get(Keys.REPOSITORY_DIRECTORY)).problem(repository).ifPresent(message -> json.addObject().put("code", Confirmation.CODE).put("subject", "")
                .put("severity", "warning").put("message", message).put("detail", "").put("remedy", Confirmation.REMEDY).putNull("since"));
        return json;
    }

    /** What earlier processes have left, where no daemon runs. */
    private Ledger read(History history, Drills drills) {
        Ledger read = new Ledger(clock);
        Marks marks = new MarksFile(settings.get(Keys.REPOSITORY_DIRECTORY)).read();
        history.resume(read, marks);
        read.resumeFailures(marks);
        read.resumeDrills(drills);
        read.askSpace(new SpaceFloor(settings.get(Keys.REPOSITORY_DIRECTORY), settings.get(Keys.REPOSITORY_MINIMUM_FREE), read::spaceBelowFloor)::shortage);
        return read;
    }

    private ObjectNode newest(History history, String tag) {
        return history.newest(tag).map(this::named).orElse(null);
    }

    private ObjectNode named(StoredSnapshot stored) {
        Instant time = stored.snapshot().time();
        return Json.object().put("id", stored.id().toString()).put("short_id", stored.id().shortName())
                .put("time", Json.time(time)).put("age_seconds", Duration.between(time, clock.instant()).toSeconds());
    }

    /** The newest recovery point where it is incomplete, and what it lacks; how much that is, is -1 where it does not say. */
    private ObjectNode incomplete(History history) {
        return history.incompletePoint().map(stored -> {
            ObjectNode json = named(stored);
            Optional<Lacks> lacks = history.lacks(stored);
            ArrayNode listed = json.putArray("lacks");
            lacks.ifPresent(known -> known.listed().stream().limit(LACKS).forEach(lack -> listed.add(Texts.finding(lack.finding()))));
            return json.put("lacks_number", lacks.map(known -> known.listed().size() + known.more()).orElse(-1L));
        }).orElse(null);
    }

    /** That of the newest recovery point, complete or not. */
    private ObjectNode database(History history) {
        List<StoredSnapshot> points = history.snapshots().stream().filter(stored -> stored.snapshot().tags().contains(Tags.RECOVERY_POINT)).toList();
        return points.isEmpty() ? null : database(points.get(points.size() - 1)).map(DatabaseText::json).orElse(null);
    }

    /** The index is loaded only where nobody has noted it: of a million blobs that takes seconds. */
    private Optional<DatabasePart> database(StoredSnapshot point) {
        return new LastDump(settings.get(Keys.REPOSITORY_DIRECTORY)).of(point.id())
                .or(() -> BaseSnapshot.read(point, repository.index()).map(BaseSnapshot::databasePart));
    }

    private ObjectNode restorable(History history) {
        List<StoredSnapshot> points = history.points();
        return points.isEmpty() ? null : Json.object().put("points", points.size())
                .put("from", Json.time(points.get(0).snapshot().time())).put("to", Json.time(points.get(points.size() - 1).snapshot().time()));
    }

    /** Nothing comes by itself where no daemon runs. */
    private ObjectNode next() {
        ObjectNode next = ledger == null ? null : Json.object();
        if (next != null) {
            NextRuns.after(clock.instant(), settings).forEach((name, time) -> next.put(name, Json.time(time.orElse(null))));
        }
        return next;
    }

    /** What a sink lacks at most, and how it was when it was last tried. */
    private void asNoted(ObjectNode json, SinkLedger noted) {
        SinceHeld since = SinceHeld.of(settings.get(Keys.REPOSITORY_DIRECTORY), noted.caughtUp());
        json.put("caught_up", Json.time(noted.caughtUp())).put("written_since_files", since.files()).put("written_since_bytes", since.bytes())
                .put("failed", noted.failing() == null ? null : Json.time(noted.failing().last())).put("last_failure", noted.lastFailure());
    }

    /** What waits for a sink is known to a daemon alone, and what was noted of it to whoever reads the repository. */
    private ArrayNode sinks(Map<String, SinkLedger> known) {
        ArrayNode sinks = Json.array();
        for (String name : settings.sinks()) {
            ObjectNode sink = sinks.addObject().put("name", name);
            SinkLedger state = known.get(name);
            if (state != null && ledger == null) {
                asNoted(sink, state);
            } else if (state != null) {
                sink.put("backlog_files", state.backlog().files()).put("backlog_bytes", state.backlog().bytes())
                        .put("backlog_oldest", Json.time(state.backlog().oldest().orElse(null))).put("listed", state.backlog().listed())
                        .put("caught_up", Json.time(state.caughtUp())).put("last_failure", state.lastFailure());
            }
        }
        return sinks;
    }
}
