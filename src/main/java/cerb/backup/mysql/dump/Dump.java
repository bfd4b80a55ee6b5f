package cerb.backup.mysql.dump;

import cerb.backup.mysql.ConnectionLostException;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.ServerChangedException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.lock.PointInTime;
import cerb.backup.mysql.rows.PartTally;
import cerb.backup.mysql.rows.SequelQueue;
import cerb.backup.mysql.rows.SessionPool;
import cerb.backup.mysql.rows.TableTally;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.script.SchemaSql;
import cerb.backup.mysql.text.RowChecksum;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A dump of one schema at one point in time. Parts may be read by {@code parallelism} threads at once while one more thread walks the plan. Only
 * {@link #finish()} tells whether what was read is a dump.
 */
public final class Dump implements RunningDump {
    private final DumpOptions options;
    private final Source source;
    private final PointInTime point;
    private final Instant begin;
    private final List<TableTally> tallies;
    private final DumpPlan plan;
    private final Map<String, PlannedPart> parts = new ConcurrentHashMap<>();

    private Dump(Source source, DumpOptions options, DumpListener listener, PointInTime point, Instant begin) {
        this.source = source;
        this.options = options;
        this.point = point;
        this.begin = begin;
        this.tallies = source.tables().stream().map(this::tally).toList();
        List<Session> sessions = point.sessions();
        int readers = Math.min(1 + options.parallelism(), sessions.size());
        this.plan = new DumpPlan(source.schema(), options, listener, sessions.get(0), new SessionPool(sessions.subList(1, readers)),
            sessions.subList(readers, sessions.size()).stream().map(session -> new SequelQueue(session, point.watch())).toList(), point.watch(), tallies);
        SchemaSql sql = source.sql();
        plan.first("schema.sql", sql::tables);
        plan.last("post.sql", () -> sql.programs(source.session()));
        source.accounts().ifPresent(accounts -> plan.beside("accounts.sql", () -> accounts));
    }

    /** What is done with an open dump. */
    @FunctionalInterface
    public interface Work<T> {
        /** Reads every part of the plan and calls {@link Dump#finish}. */
        T with(Dump dump) throws Exception;
    }

    /**
     * Reads the definitions and takes the point in time. Nothing is locked afterwards but tables that no snapshot holds.
     *
     * @throws DefinitionChangedException if DDL came in between
     * @throws ServerChangedException     if a later session led to another server than the first
     * @throws ConnectionLostException    if the server ended a session
     * @throws DatabaseException          if the server cannot be reached, a privilege is missing, or a lock cannot be had in time
     */
    public static Dump open(DatabaseAddress address, DumpOptions options, DumpListener listener) {
        Instant begin = Instant.now();
        Connections connections = new Connections(address).waitingForLocks(options.locking().timeout());
        Source source = Source.open(connections, options, listener);
        try {
            source.jsonAsText().ifPresent(source.notes()::add);
            long sequels = source.tables().stream().filter(DumpPlan::needsSequels).count();
            int sessions = 1 + options.parallelism() + (int) Math.min(options.parallelism(), sequels);
            PointInTime point = PointInTime.take(connections.sameServerAs(source.session()), source.tables(), source.mayLock(), sessions,
                    options.locking(),
                    new LockWords(listener, source.omissions(), source.notes()));
            listener.pointTaken(DumpReport.lockMillis(point.locks()));
            return new Dump(source, options, listener, point, begin);
        } catch (RuntimeException e) {
            source.close();
            throw e.getCause() instanceof SQLException cause && DefinitionChangedException.isReasonOf(cause)
                    ? new DefinitionChangedException("schema " + address.schema(), cause) : e;
        }
    }

    /**
     * Opens a dump and works with it; when DDL or another server was noticed, or the server ended its sessions and can be reached again, begins again at a new point in time,
     * up to {@code options.retries()} times.
     */
    public static <T> T run(DatabaseAddress address, DumpOptions options, DumpListener listener, Work<T> work) throws Exception {
        for (int attempt = 0;; attempt++) {
            try (Dump dump = open(address, options, listener)) {
                return work.with(dump);
            } catch (DefinitionChangedException | ServerChangedException | ConnectionLostException e) {
                if (attempt >= options.retries()) {
                    throw e;
                }
                listener.startsAgain(e.getMessage());
                new Connections(address).awaitServer();
            }
        }
    }

    private TableTally tally(Table table) {
        return new TableTally(table, () -> point.release(table.name()));
    }

    private TableReport report(TableTally tally) {
        Table table = tally.table();
        PartTally sum = tally.sum();
        Consistency consistency = table.isTransactional() ? Consistency.SNAPSHOT
                : point.isLocked(table.name()) ? Consistency.LOCKED : Consistency.BEST_EFFORT;
        return new TableReport(table.name(), table.engine(), sum.rows(), sum.bytes(), RowChecksum.printed(table, sum.checksum()), consistency, tally.parts());
    }

    /**
     * The parts, in the order in which they should be read; the one iteration there is. Used by one thread; looking ahead never
     * waits for a part to be read.
     */
    @Override
    public Iterator<DumpPart> plan() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return plan.hasNext();
            }

            @Override
            public DumpPart next() {
                PlannedPart next = plan.next();
                parts.put(next.part().path(), next);
                return next.part();
            }
        };
    }

    /**
     * The text of a part that the plan has given out. Thread-safe for {@code parallelism} open streams; further ones wait. A stream holds little memory, and
     * has to be closed; closed before its end, its part can be read again, unless the table has no key.
     *
     * @throws DefinitionChangedException here or while reading, if DDL came in between
     */
    @Override
    public InputStream read(DumpPart part) {
        PlannedPart planned = parts.get(part.path());
        if (planned == null) {
            throw new IllegalArgumentException("not a part of this dump: " + part.path());
        }
        return planned.text().get();
    }

    /**
     * Checks that every part was given out and read to its end, and that no definition has changed since before the point in time.
     *
     * @throws DefinitionChangedException if one has
     * @throws DatabaseException          if a part was not read to its end
     */
    @Override
    public DumpReport finish() {
        if (plan.hasNext()) {
            throw incomplete("its plan was not followed to the end");
        }
        Optional<String> missing = tallies.stream().flatMap(tally -> tally.missing().stream()).findFirst();
        if (missing.isPresent()) {
            throw incomplete(missing.get() + " was not read to its end");
        }
        source.checkUnchanged();
        List<TableReport> reports = Stream.concat(tallies.stream().map(this::report), source.emptyReports())
                .sorted(Comparator.comparing(TableReport::table)).toList();
        return new DumpReport(source.server(), source.schema(), begin, point.instant(), Instant.now(), point.position(), point.source(),
                point.locks(), reports, source.omissions(), source.notes());
    }

    private DatabaseException incomplete(String why) {
        return new DatabaseException("the dump of " + source.schema() + " is incomplete: " + why,
                "Throw away what was read of it, and start it again.");
    }

    /** Cuts off what still runs, and lets go of every session and lock; open streams fail. */
    @Override
    public void close() {
        plan.abandon();
        point.close();
        source.close();
    }
}
