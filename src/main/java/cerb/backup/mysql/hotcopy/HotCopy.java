package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.LockWords;
import cerb.backup.mysql.dump.RunningDump;
import cerb.backup.mysql.dump.Source;
import cerb.backup.mysql.dump.report.CopiedFiles;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.hotcopy.files.FileFinder;
import cerb.backup.mysql.hotcopy.files.ServerTraits;
import cerb.backup.mysql.hotcopy.files.TableFacts;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import cerb.backup.mysql.lock.FileLocks;
import cerb.backup.mysql.lock.LockLimits;
import cerb.backup.mysql.lock.LockReport;
import cerb.backup.mysql.privilege.Privileges;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the server's own files of one schema. When {@link #open} returns, the files are copied and nothing is locked any longer; parts may then be read
 * by any number of threads, while one more walks the plan.
 */
public final class HotCopy implements RunningDump {
    private final Source source;
    private final Staging staging;
    private final DumpReport report;
    private final Map<String, CopiedPart> parts = new LinkedHashMap<>();
    private final Iterator<CopiedPart> plan;

    private HotCopy(Source source, Staging staging, List<TableFiles> tables, DumpReport report) {
        this.source = source;
        this.staging = staging;
        this.report = report;
        String directory = Identifier.fileName(source.schema());
        add(CopiedPart.ofText(directory + "/schema.sql", source.sql().tables()));
        for (TableFiles table : tables) {
            for (Path rows : table.rows()) {
                Stream.of(rows, table.second(rows)).map(staging::copyOf)
                        .forEach(copy -> add(CopiedPart.ofFile(directory + "/hotcopy/" + copy.getFileName(), table.table().name(), copy)));
            }
        }
        add(CopiedPart.ofText(directory + "/post.sql", source.sql().programs(source.session())));
        source.accounts().ifPresent(accounts -> add(CopiedPart.ofText("accounts.sql", accounts)));
        this.plan = List.copyOf(parts.values()).iterator();
    }

    private void add(CopiedPart part) {
        parts.put(part.part().path(), part);
    }

    /**
     * Copies the files. Writers of the schema are held up meanwhile, for {@code options.maxLock()} at most.
     *
     * @throws cerb.backup.mysql.DefinitionChangedException if DDL came in between
     * @throws DatabaseException if the server's files cannot be reached, tables cannot be copied, a privilege is missing, or it would or does take too long
     */
    public static HotCopy open(DatabaseAddress address, DumpOptions selection, HotCopyOptions options, DumpListener listener) {
        Connections connections = new Connections(address).waitingForLocks(selection.locking().timeout());
        Source source = Source.open(connections, selection, listener);
        Staging staging = null;
        try {
            ServerTraits traits = ServerTraits.of(source.session());
            List<TableFiles> tables = files(source, traits, address, options.dataDirectory());
            staging = Staging.open(options.staging(), stagingName(address));
            LockedCopy copy = new LockedCopy(tables, staging, options, selection.parallelism());
            copy.demandShortLock(source.session(), listener);
            DumpReport report = copy(connections, source, traits, copy, selection, listener);
            return new HotCopy(source, staging, tables, report);
        } catch (RuntimeException e) {
            if (staging != null) {
                staging.close();
            }
            source.close();
            throw e;
        }
    }

    /**
     * What would be copied, and for how long writers would wait, found without a lock and without writing: at a speed that is assumed, not measured.
     *
     * @throws DatabaseException if the server's files cannot be reached, tables cannot be copied, there is no room for the copies, or a privilege is missing
     */
    public static LockEstimate estimate(DatabaseAddress address, DumpOptions selection, HotCopyOptions options) {
        try (Source source = Source.open(new Connections(address), selection, DumpListener.NONE)) {
            LockEstimate estimate = LockEstimate.of(files(source, ServerTraits.of(source.session()), address, options.dataDirectory()), options.indices(), source.session());
            StagingRoom.demand(options, estimate.bytes());
            return estimate;
        }
    }

    private static List<TableFiles> files(Source source, ServerTraits traits, DatabaseAddress address, Path dataDirectory) {
        Privileges.of(source.session()).requireForHotCopy();
        return FileFinder.of(source.tables(), traits, TableFacts.of(source.session()), DataDirectory.of(address, traits, dataDirectory).schema(source.schema()));
    }

    /** Of schema and server, so that copies of different ones do not get in each other's way. */
    private static String stagingName(DatabaseAddress address) {
        return Identifier.fileName(address.schema()) + "@" + Identifier.fileName(address.socket().isEmpty() ? address.host() + ":" + address.port() : address.socket());
    }

    private static DumpReport copy(Connections connections, Source source, ServerTraits traits, LockedCopy copy, DumpOptions selection, DumpListener listener) {
        Instant begin = Instant.now();
        LockLimits limits = selection.locking().withDdlWaiting(false);
        LockWords words = new LockWords(listener, source.omissions(), source.notes());
        try (FileLocks locks = FileLocks.take(connections.sameServerAs(source.session()), source.tables(), limits, copy.longest(), words)) {
            TableFacts facts = TableFacts.of(source.session());
            copy.run(facts, locks.since());
            Map<String, Long> rows = copy.countLocked(source.session());
            LockReport lock = locks.release();
            listener.pointTaken(lock.totalMillis());
            source.checkUnchanged();
            rows.putAll(copy.countOnSnapshot(locks.snapshot()));
            // an open snapshot keeps the server from forgetting old rows
            locks.close();
            copy.lookAtPages(traits.pageSize(), words);
            CopiedFiles files = traits.describe(copy.indices(), facts.rowFormats(source.tables()));
            List<TableReport> reports = Stream.concat(copy.tables().stream().map(table -> copy.report(table, rows)), source.emptyReports())
                    .sorted(Comparator.comparing(TableReport::table)).toList();
            return new DumpReport(source.server(), source.schema(), begin, locks.instant(), Instant.now(), locks.position(), locks.source(), List.of(lock),
                    reports, source.omissions(), source.notes(), files);
        }
    }

    /** For how long writers were held up. */
    public long lockMillis() {
        return report.lockMillis();
    }

    @Override
    public Iterator<DumpPart> plan() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return plan.hasNext();
            }

            @Override
            public DumpPart next() {
                return plan.next().part();
            }
        };
    }

    @Override
    public InputStream read(DumpPart part) {
        CopiedPart copied = parts.get(part.path());
        if (copied == null) {
            throw new IllegalArgumentException("not a part of this dump: " + part.path());
        }
        return copied.open();
    }

    @Override
    public DumpReport finish() {
        parts.values().stream().filter(part -> !part.isRead()).findFirst().ifPresent(unread -> {
            throw new DatabaseException("the hot copy of " + source.schema() + " is incomplete: " + unread.part().path() + " was not read to its end",
                "Throw away what was read of it, and start it again.");
        });
        return report;
    }

    @Override
    public void close() {
        try (source) {
            staging.close();
        }
    }
}
