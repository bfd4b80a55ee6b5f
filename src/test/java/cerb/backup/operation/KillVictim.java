package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.storeDump;

import cerb.backup.backend.local.KillSwitch;
import cerb.backup.format.Id;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.operation.forget.Forget;
import cerb.backup.operation.forget.ForgetOptions;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.key.KeyChanges;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.prune.PruneOptions;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.repair.RepairIndex;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Retention;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.repository.key.KeyRing;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process that works on a helpdesk's repository until it is killed, by its own hand, at the stage it was told. */
final class KillVictim {
    /** Where the ids of snapshots are noted before they are acknowledged, one a line. */
    static final String JOURNAL = "journal";

    /** Where the ids of snapshots are that are to be forgotten, one a line. */
    static final String DOOMED = "doomed";

    /** Everything that is not needed goes, and nothing waits. */
    static final PruneOptions THOROUGH = PruneOptions.standard(0).withMaxUnused(0).withGrace(Duration.ZERO).withPatience(Duration.ZERO);

    /** A moment between two calls. */
    enum Moment {
        FIRST_WALK_DONE, DUMP_PART_STORED, BEFORE_COMMIT, SNAPSHOT_WRITTEN, ACKNOWLEDGED, PRUNE_PLANNED, PRUNE_COPIED
    }

    private final HelpdeskFixture helpdesk;
    private final Moment moment;
    private final KillSwitch disk;

    private KillVictim(Path root, String stage) {
        boolean isMoment = !stage.contains(" ");
        this.helpdesk = new HelpdeskFixture(root);
        this.moment = isMoment ? Moment.valueOf(stage) : null;
        this.disk = new KillSwitch(isMoment ? null : KillSwitch.Stage.parse(stage));
    }

    /** Takes the directory, what to do, and where to end: {@code TYPE POINT NUMBER}, or a {@link Moment}. */
    public static void main(String[] arguments) throws IOException {
        KillVictim victim = new KillVictim(Path.of(arguments[0]), arguments[2]);
        try (Engine engine = Engine.open(victim.helpdesk.options(), new Observers(), Clock.systemUTC(), true, victim.disk)) {
            engine.observers().add(victim.new Watching());
            switch (arguments[1]) {
                case "backup" -> victim.backUp(engine);
                case "prune" -> new Prune(engine, engine.observers().all()).run(THOROUGH);
                case "sweep" -> new Prune(engine, engine.observers().all()).run(THOROUGH.withMaxUnused(1));
                case "forget" -> new Forget(engine).run(forgetting(Files.readAllLines(victim.helpdesk.root.resolve(DOOMED))));
                case "repair" -> repair(engine);
                case "passwd" -> victim.changeKey(engine);
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        }
    }

    private void backUp(Engine engine) throws IOException {
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
            at(Moment.FIRST_WALK_DONE);
            DumpReport report = storeDump(run, 1, 2);
            at(Moment.DUMP_PART_STORED);
            at(Moment.BEFORE_COMMIT);
            acknowledge(run.commit(report).snapshot());
        }
        engine.recoveryPoint().checkpoint(DirtyBatch.everything());
    }

    /** By name; what would be kept by a policy does not matter then. */
    static ForgetOptions forgetting(List<String> snapshots) {
        var day = new Retention(new RetentionPolicy(Map.of(Bucket.DAILY, 1), Map.of(), List.of()), 400);
        return ForgetOptions.by(day).ids(snapshots.toArray(String[]::new));
    }

    static void repair(Engine engine) {
        new RepairIndex(engine, Observer.NONE, ExclusiveWork.PATIENCE).run(false, false);
    }

    /** To the same password, so that whoever comes next need not know how far this came. */
    private void changeKey(Engine engine) {
        KeyRing keys = engine.repository().keys();
        var changes = new KeyChanges(engine.repository(), engine.gate(), new RemovalJournal(helpdesk.repository), Clock.systemUTC());
        Id added = changes.add(keys.make(helpdesk.options().repositoryPassword()));
        changes.remove(keys.inUse(), added, "key passwd");
    }

    private void acknowledge(Id snapshot) throws IOException {
        Files.writeString(helpdesk.root.resolve(JOURNAL), snapshot + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        at(Moment.ACKNOWLEDGED);
    }

    private void at(Moment now) {
        if (now == moment) {
            KillSwitch.kill();
        }
    }

    private final class Watching implements Observer {
        @Override
        public void committed(RecoveryPointResult result) {
            at(Moment.SNAPSHOT_WRITTEN);
        }

        @Override
        public void stageEnded(Stage stage, Duration took) {
            if (stage == Stage.PRUNE_MARK) {
                at(Moment.PRUNE_PLANNED);
            } else if (stage == Stage.PRUNE_REPACK) {
                at(Moment.PRUNE_COPIED);
            }
        }
    }
}
