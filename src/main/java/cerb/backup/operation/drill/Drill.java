package cerb.backup.operation.drill;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.drill.scratch.Leftovers;
import cerb.backup.operation.drill.scratch.Marker;
import cerb.backup.operation.drill.scratch.RefusedException;
import cerb.backup.operation.drill.scratch.Scratch;
import cerb.backup.operation.drill.scratch.TargetPaths;
import cerb.backup.operation.drill.server.GivenServer;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/**
 * Holds drills: restores the newest complete recovery point where it harms nobody, compares it with what the repository says, and removes it again, whatever
 * happened. Thread-safe; one drill at a time in a directory.
 */
public final class Drill {
    private final DrillOptions options;
    private final Observer observer;
    private final Clock clock;

    /** Drills of these options; {@code observer} hears of each at its end, and of its stages. */
    public Drill(DrillOptions options, Observer observer, Clock clock) {
        this.options = options;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * Holds one. Whatever goes wrong is in the report; nothing is thrown.
     *
     * @param source where the recovery point is restored from: a sink's name, a place as restic spells it, or {@link DrillOptions#LOCAL}
     * @param opener opens the repository there, which the drill closes; it may keep what it fetches in the directory that it is given
     */
    public DrillReport run(String source, Function<Path, Repository> opener) {
        Instant at = clock.instant();
        DrillLog log = new DrillLog(source, at, observer);
        try (Scratch scratch = Scratch.take(options.directory(), at)) {
            TargetPaths.demandNotLive(scratch.home(), options.live().paths());
            new Leftovers(scratch, options.server()).remove().forEach(log::add);
            hold(scratch, log, opener);
        } catch (RefusedException e) {
            log.refuse(e);
        }
        DrillReport report = log.report(options.helpdesk());
        new LastDrill(options.repositoryDirectory()).write(report, options.sinks());
        observer.drilled(report.result());
        return report;
    }

    private void hold(Scratch scratch, DrillLog log, Function<Path, Repository> opener) {
        Assertions assertions = Assertions.read(options.assertions());
        GivenServer given = options.server() == null ? null : GivenServer.demand(schema(scratch), options.live().address(), options.live().mayUse());
        Path storage = options.storageTo() == null ? null : options.storageTo().toAbsolutePath().normalize();
        if (storage != null) {
            TargetPaths.demandNotLive(storage, options.live().paths());
            TargetPaths.demandEmpty(storage);
        }
        if (log.source().equals(DrillOptions.LOCAL)) {
            log.add(Finding.note("drill", (options.sinks().isEmpty() ? "there is no sink, so the" : "the") + " LOCAL repository is restored from: that proves nothing for the day this machine is lost"));
        }
        scratch.begin(given == null ? new Marker(null, null, false, text(storage, scratch))
                : new Marker(given.schema().withSchema("").toString(), given.schema().schema(), options.server().schema().isEmpty(), text(storage, scratch)));
        Rehearsal rehearsal = new Rehearsal(options, scratch, given, log, observer);
        try {
            rehearsal.run(opener, assertions);
        } finally {
            log.attempt(DrillStep.REMOVE, "drill", () -> remove(rehearsal, scratch, log));
        }
    }

    /** In a directory of a name of its own below the one that was given: what a drill that is cut off leaves is known for its. */
    private static String text(Path storage, Scratch scratch) {
        return storage == null ? null : storage.resolve(scratch.home().getFileName()).toString();
    }

    private DatabaseAddress schema(Scratch scratch) {
        DatabaseAddress server = options.server();
        return server.schema().isEmpty() ? server.withSchema(scratch.name(options.live().address().schema())) : server;
    }

    private static Void remove(Rehearsal rehearsal, Scratch scratch, DrillLog log) {
        boolean closed = false;
        try {
            rehearsal.close();
            closed = true;
        } catch (RuntimeException e) {
            log.add(Finding.note("drill", "not all that it had open could be closed, and what it restored into a database may be there until the next drill: " + e.getMessage()));
        }
        try {
            scratch.clear(closed);
        } catch (IOException e) {
            log.add(Finding.note("drill", "files that it restored are still there, and are removed by the next drill: " + e));
        }
        return null;
    }
}
