package cerb.backup.mysql.dump;

import cerb.backup.mysql.dump.report.DumpPart;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A part together with the way to read it.
 *
 * @param part what the reader knows of it
 * @param text opens its text; may wait for a session
 */
record PlannedPart(DumpPart part, Supplier<InputStream> text) {
}
