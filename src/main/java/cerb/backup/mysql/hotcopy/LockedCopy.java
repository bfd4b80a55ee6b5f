package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Mebibytes;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.LockWords;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.hotcopy.FileCopier.Copy;
import cerb.backup.mysql.hotcopy.files.CopyEngine;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.hotcopy.files.TableFacts;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is done while the tables are locked, and what is told of it beforehand and afterwards. */
final class LockedCopy {
    private static final long SAMPLE = 64L << 20;
    /** Less tells of the disk's first answer, and nothing of its speed. */
    private static final long LEAST_SAMPLE = 8L << 20;
    /** The sample is copied before anything is locked: nobody waits for it. */
    private static final Duration UNHURRIED = Duration.ofHours(1);

    private final List<TableFiles> tables;
    private final Staging staging;
    private final HotCopyOptions options;
    private final int threads;
    private final Map<String, Long> bytes = new HashMap<>();

    LockedCopy(List<TableFiles> tables, Staging staging, HotCopyOptions options, int threads) {
        this.tables = tables;
        this.staging = staging;
        this.options = options;
        this.threads = threads;
    }

    List<TableFiles> tables() {
        return tables;
    }

    Duration longest() {
        return options.maxLock();
    }

    boolean indices() {
        return options.indices();
    }

    /** Tells how long writers will be held up, by a sample, and refuses what is too long. */
    void demandShortLock(Session session, DumpListener listener) {
        LockEstimate assumed = LockEstimate.of(tables, indices(), session);
        StagingRoom.demand(options, assumed.bytes());
        LockEstimate estimate = portions().max(Comparator.comparingLong(Portion::bytes)).filter(largest -> largest.bytes() >= LEAST_SAMPLE).map(largest -> assumed.at(speed(largest))).orElse(assumed);
        listener.blocks(estimate.tables(), estimate.bytes(), estimate.millis());
        if (estimate.exceeds(longest())) {
            throw new DatabaseException("a hot copy would hold up writers of " + tables.size() + " tables, " + Mebibytes.of(estimate.bytes()) + " and up to " + Mebibytes.of(estimate.dirty()) + " that the server writes before, for about " + estimate.millis()
                + " ms, longer than the " + longest().toMillis() + " ms of hotcopy.max-lock", "Raise hotcopy.max-lock, or set dump.method=sql, which holds up nobody for long.");
        }
    }

    private long speed(Portion largest) {
        return (long) staging.speed(largest.file(), Math.min(SAMPLE, largest.most()), new FileCopier(1, System.nanoTime(), UNHURRIED));
    }

    /** Copies what is locked since {@code since}, having made sure that it is what the server has locked. */
    void run(TableFacts facts, long since) {
        Instant locked = Instant.now().minusNanos(System.nanoTime() - since);
        tables.forEach(table -> demandOwn(table, facts, locked));
        List<Copy> copies = copies();
        new FileCopier(threads, since, longest()).copy(copies);
        for (TableFiles table : tables) {
            long sum = table.rows().stream().mapToLong(rows -> DataDirectory.length(staging.copyOf(rows)) + DataDirectory.length(staging.copyOf(table.second(rows)))).sum();
            bytes.put(table.table().name(), sum);
        }
    }

    private Stream<Portion> portions() {
        return tables.stream().flatMap(table -> Portion.of(table, indices()));
    }

    private List<Copy> copies() {
        return portions().sorted(Comparator.comparingLong(Portion::bytes).reversed())
                .map(portion -> new Copy(portion.file(), staging.copyOf(portion.file()), portion.most())).toList();
    }

    private static void demandOwn(TableFiles table, TableFacts facts, Instant locked) {
        if (table.engine() == CopyEngine.INNODB) {
            table.rows().forEach(rows -> TablespaceDescription.of(table.second(rows), locked).demandUsable(table.table()));
            return;
        }
        long found = table.rows().stream().mapToLong(DataDirectory::length).sum();
        if (found != facts.dataBytes(table.table())) {
            throw foreign(table, "has " + found + " bytes", "has " + facts.dataBytes(table.table()));
        }
        Instant written = table.rows().stream().map(DataDirectory::writtenAt).max(Comparator.naturalOrder()).orElseThrow();
        facts.writtenAt(table.table()).filter(told -> !told.equals(written)).ifPresent(told -> {
            throw foreign(table, "was written last at " + written, "at " + told);
        });
    }

    private static DatabaseException foreign(TableFiles table, String found, String told) {
        return DataDirectory.unreachable(table.rows().get(0), "is not the server's: it " + found + ", and the server's file of table " + table.table().name() + " " + told);
    }

    /** Rows of tables that a snapshot does not hold: their engines know the number without counting. */
    Map<String, Long> countLocked(Session session) {
        Map<String, Long> rows = new HashMap<>();
        tables.stream().filter(table -> table.engine() != CopyEngine.INNODB).forEach(table -> rows.put(table.table().name(), count(session, table)));
        return rows;
    }

    /** Rows of the other tables, counted on a snapshot of the point while writers go on. */
    Map<String, Long> countOnSnapshot(Session snapshot) {
        Map<String, Long> rows = new HashMap<>();
        tables.stream().filter(table -> table.engine() == CopyEngine.INNODB).forEach(table -> rows.put(table.table().name(), count(snapshot, table)));
        return rows;
    }

    private static long count(Session session, TableFiles table) {
        return Long.parseLong(session.value(table.table().select("COUNT(*)")).orElseThrow());
    }

    /** Says what is damaged of what was copied. */
    void lookAtPages(int pageSize, LockWords words) {
        new CopiedPages(tables, staging, pageSize).tell(threads, words);
    }

    TableReport report(TableFiles table, Map<String, Long> rows) {
        String name = table.table().name();
        return new TableReport(name, table.table().engine(), rows.get(name), bytes.get(name), null, Consistency.LOCKED, 2 * table.rows().size());
    }
}
