package cerb.backup.operation.compose;

import cerb.backup.format.Timestamps;
import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.lock.LockReport;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.shared.StoredContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Compares a dump's own report with the parts that were stored, which is the completeness record of a recovery point: what was not
 * stored to its end, or was not part of the plan, keeps it from being written.
 */
public final class DumpRecord {
    private final DumpReport report;
    private final SortedMap<String, StoredContent> parts;
    private final Map<String, TableParts> tables;

    /**
     * What was stored of a table.
     *
     * @param table       its name
     * @param rowBlobSize the average size its text was cut to
     * @param recut       whether that was another size than before
     * @param paths       the paths of its stored chunks
     */
    public record TableParts(String table, int rowBlobSize, boolean recut, List<String> paths) {
        /** What the names of its chunks begin with, up to their first dot; empty where there are none. */
        String file() {
            return paths.isEmpty() ? "" : fileOf(paths.get(0));
        }
    }

    /** What the name of a chunk begins with, which all chunks of a table share. */
    static String fileOf(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** A dump's report, the parts by path, and the tables they belong to. */
    public DumpRecord(DumpReport report, SortedMap<String, StoredContent> parts, Map<String, TableParts> tables) {
        this.report = report;
        this.parts = parts;
        this.tables = tables;
    }

    /** What the manifest says of the dump; {@code mostRows} as it has it. Throws where the parts are not those of the report. */
    public DatabasePart manifest(SortedMap<String, Long> mostRows) {
        demandScript("/schema.sql");
        List<DatabasePart.TablePart> described = new ArrayList<>();
        Map<String, TableParts> unclaimed = new HashMap<>(tables);
        for (TableReport table : report.tables()) {
            TableParts stored = unclaimed.remove(table.table());
            described.add(describe(table, stored == null ? new TableParts(table.table(), 0, false, List.of()) : stored));
        }
        demandScript("/post.sql");
        unclaimed.keySet().forEach(table -> demand(false, "table " + table, "was stored, but the dump does not report it"));
        BinlogPosition position = report.position();
        return new DatabasePart(report.schema(), Timestamps.format(report.point()), Timestamps.format(report.begin()), Timestamps.format(report.end()),
                report.server().flavour().name(), report.server().version(), report.server().uuid(),
                position == null ? null : position.file(), position == null ? -1 : position.offset(), position == null ? null : position.gtid(),
                source(report.source()), report.lockMillis(), report.locks().stream().map(DumpRecord::describe).toList(), report.incomplete(), described, report.files(),
                mostRows.isEmpty() ? null : mostRows);
    }

    private static DatabasePart.SourcePosition source(BinlogPosition source) {
        return source == null ? null : new DatabasePart.SourcePosition(source.file(), source.offset(), source.gtid());
    }

    private static DatabasePart.LockPart describe(LockReport lock) {
        return new DatabasePart.LockPart(lock.lock(), lock.attempts(), lock.heldMillis(), lock.longestMillis());
    }

    private DatabasePart.TablePart describe(TableReport table, TableParts stored) {
        long bytes = stored.paths().stream().mapToLong(path -> parts.get(path).size()).sum();
        long added = stored.paths().stream().mapToLong(path -> parts.get(path).added()).sum();
        demand(stored.paths().size() == table.parts(), "table " + table.table(),
                "has " + table.parts() + " chunks, of which " + stored.paths().size() + " were stored");
        demand(bytes == table.bytes(), "table " + table.table(), "has " + table.bytes() + " bytes of text, but " + bytes + " were stored");
        return new DatabasePart.TablePart(table.table(), stored.file(), table.engine(), table.rows(), table.bytes(), table.checksum(),
                table.consistency().name().toLowerCase(Locale.ROOT).replace('_', '-'), table.parts(), stored.rowBlobSize(), stored.recut(), added);
    }

    private void demandScript(String name) {
        demand(parts.containsKey(Identifier.fileName(report.schema()) + name), report.schema() + name, "was not stored");
    }

    private static void demand(boolean holds, String subject, String what) {
        if (!holds) {
            throw new OperationException("the dump is not complete, so no recovery point is written: " + subject + " " + what,
                    "Take the recovery point again; what was stored is found again.");
        }
    }
}
