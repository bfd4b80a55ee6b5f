package cerb.backup.mysql.dump;

import java.io.InputStream;

/** A part together with the way to read it. */
sealed interface PlannedPart permits ScriptPart, RangePart, SequelPart {
    /** What the reader knows of it. */
    DumpPart part();

    /** Its text; waits for a session. */
    InputStream open();
}
