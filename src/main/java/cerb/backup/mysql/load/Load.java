package cerb.backup.mysql.load;

import cerb.backup.mysql.DatabaseAddress;

/** Loads a dump into a schema. */
public final class Load {
    private Load() {
    }

    /** The schema is made if it does not exist. */
    public static Load into(DatabaseAddress target, LoadOptions options) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Loads everything and verifies the number of rows. */
    public LoadReport run(LoadSource source) {
        throw new UnsupportedOperationException("not built yet");
    }
}
