package cerb.backup.cli.repository;

import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.find.PathPattern;
import java.time.Instant;

/**
 * What find looks for by name.
 *
 * @param pattern of the path
 * @param oldest  the earliest time of change, or null
 * @param newest  the latest, or null
 */
record NameFilter(PathPattern pattern, Instant oldest, Instant newest) {
    boolean takes(EntryPath path, Instant changed) {
        return pattern.test(path.text()) && (oldest == null || !changed.isBefore(oldest)) && (newest == null || !changed.isAfter(newest));
    }
}
