package cerb.backup.operation.manifest;

import cerb.backup.mysql.dump.report.CopiedFiles;
import cerb.backup.mysql.guard.SchemaGuard;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of a dump.
 *
 * @param name           the schema
 * @param capturedAt     the one point in time of its tables, RFC 3339
 * @param dumpBegin      when the dump began
 * @param dumpEnd        when its last part was stored
 * @param flavour        MARIADB or MYSQL
 * @param version        the server's version
 * @param uuid           the server's id, or null where it has none
 * @param binlogFile     the binlog file at the point, or null
 * @param binlogPosition the place in it, or -1
 * @param gtid           the GTID set at the point, or null
 * @param source         the place in its source's binlog, where the server is a replica; null where it is none, or does not say
 * @param lockedMillis   how long writers of the whole schema were locked out, in all attempts
 * @param locks          each lock; empty where none was needed
 * @param incomplete     whether something is missing in it, or doubtful
 * @param tables         the tables, by name
 * @param files          what its files need of a server, if it consists of the server's own files; else null
 * @param mostRows       of central tables, the most rows that this dump or any before it held, as {@link SchemaGuard#most} has it; null where none are known, and in manifests of older versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabasePart(
        String name, String capturedAt, String dumpBegin, String dumpEnd,
        String flavour, String version, String uuid,
        String binlogFile, long binlogPosition, String gtid, SourcePosition source, long lockedMillis, List<LockPart> locks, boolean incomplete,
        List<TablePart> tables, CopiedFiles files, SortedMap<String, Long> mostRows) {
    public DatabasePart {
        tables = List.copyOf(tables);
        locks = locks == null ? List.of() : List.copyOf(locks);
        mostRows = mostRows == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(mostRows)));
    }

    /** Of a dump that is SQL. */
    public DatabasePart(String name, String capturedAt, String dumpBegin, String dumpEnd, String flavour, String version, String uuid,
            String binlogFile, long binlogPosition, String gtid, SourcePosition source, long lockedMillis, List<LockPart> locks, boolean incomplete, List<TablePart> tables) {
        this(name, capturedAt, dumpBegin, dumpEnd, flavour, version, uuid, binlogFile, binlogPosition, gtid, source, lockedMillis, locks, incomplete, tables, null, null);
    }

    /** What the next dump is held against; a manifest that says one table twice was written by somebody else. */
    public SchemaGuard.Sighting sighting() {
        return new SchemaGuard.Sighting(name, capturedAt.replaceFirst("\\.[0-9]+", ""), tables.stream().collect(Collectors.toMap(TablePart::name, TablePart::rows, Math::max)),
                mostRows == null ? Map.of() : mostRows);
    }

    /** The same, marked as incomplete. */
    public DatabasePart asIncomplete() {
        return new DatabasePart(name, capturedAt, dumpBegin, dumpEnd, flavour, version, uuid, binlogFile, binlogPosition, gtid, source, lockedMillis, locks, true, tables, files, mostRows);
    }

    /**
     * A place in the binlog of a replica's source.
     *
     * @param binlogFile     its file
     * @param binlogPosition the place in it
     * @param gtid           the GTID set that the replica had applied; empty where it keeps none
     */
    public record SourcePosition(String binlogFile, long binlogPosition, String gtid) { }

    /**
     * For how long a lock held writers up.
     *
     * @param lock          {@code schema}, or {@code table} and a name
     * @param attempts      how often it was asked for
     * @param heldMillis    how long in the attempt that got it; 0 where none did
     * @param longestMillis how long in the longest attempt
     */
    public record LockPart(String lock, int attempts, long heldMillis, long longestMillis) { }

    /**
     * What is known of a table.
     *
     * @param name        the table
     * @param file        what the names of its chunks begin with, up to their first dot
     * @param engine      its storage engine
     * @param rows        rows in the dump
     * @param bytes       bytes of SQL text
     * @param checksum    over its rows, or null where there is none
     * @param consistency snapshot, locked or best-effort
     * @param parts       table chunks
     * @param rowBlobSize the average size in bytes that its text was cut to
     * @param recut       whether that was another size than the dump's before, so that everything had to be stored again
     * @param addedBytes  bytes of text that the repository had not held before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TablePart(
            String name, String file, String engine, long rows, long bytes, String checksum, String consistency, int parts, int rowBlobSize, boolean recut, long addedBytes) {
        /** The share of the text that the repository already held, 0 to 1; 0 for a table without text. */
        public double reused() {
            return bytes == 0 ? 0 : 1 - (double) Math.min(addedBytes, bytes) / bytes;
        }
    }
}
