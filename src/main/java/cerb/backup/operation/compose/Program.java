package cerb.backup.operation.compose;

/** What the program says of itself in snapshots. */
public final class Program {
    /** Name and version; the version is the jar's, or "development" outside of one. */
    public static final String NAME_AND_VERSION = "cerb-backup " + version();

    private Program() {
    }

    private static String version() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
