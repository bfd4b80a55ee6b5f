package cerb.backup.operation.forget;

import java.util.Locale;

/** What must be allowed by its word before ids may do it. */
public enum Allow {
    /** To leave a period without a snapshot of which the policy keeps one. */
    GAP,
    /** To take the last good recovery point, or the last good checkpoint. */
    LAST,
    /** To take a snapshot that a tag keeps. */
    PINNED,
    /** To take one that cannot be read, whatever it was. */
    DAMAGED;

    /** Its word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
