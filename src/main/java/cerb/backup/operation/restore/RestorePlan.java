package cerb.backup.operation.restore;

import cerb.backup.format.Id;
import cerb.backup.operation.report.Finding;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a snapshot would bring back; nothing has been written.
 *
 * @param snapshot           its id
 * @param time               its time
 * @param helpdesk           the Cerb that belongs to it, such as {@code Cerb 11.2 (core revision 1506), build 2026051801}; null where none does
 * @param databaseName       the schema of its dump, or null where it has none
 * @param databaseCapturedAt the point in time of the dump, RFC 3339, or null
 * @param databaseBytes      bytes of its files
 * @param tables             tables in the dump
 * @param rows               rows in the dump
 * @param storageCapturedAt  when the storage was captured, RFC 3339, or null where it has none
 * @param files              files that would be restored
 * @param bytes              their content
 * @param extra              files from elsewhere on the machine
 * @param findings           what is damaged, as far as reading directories shows
 * @param commands           commands that restore it with this program, then without it
 */
public record RestorePlan(
        Id snapshot, Instant time, String helpdesk,
        String databaseName, String databaseCapturedAt, long databaseBytes, int tables, long rows,
        String storageCapturedAt, long files, long bytes, Extra extra,
        List<Finding> findings, List<String> commands) {
    public RestorePlan {
        findings = List.copyOf(findings);
        commands = List.copyOf(commands);
    }

    /** The same with more findings, before the others. */
    public RestorePlan with(List<Finding> more) {
        return new RestorePlan(snapshot, time, helpdesk, databaseName, databaseCapturedAt, databaseBytes, tables, rows, storageCapturedAt, files, bytes, extra,
                Stream.concat(more.stream(), findings.stream()).toList(), commands);
    }
}
