package cerb.backup.configuration.value;

/** What stays in the local directory of the repository. */
public enum KeptLocally {
    /** Everything. */
    ALL,
    /** All but packs of data, which are dropped once every sink holds them. */
    METADATA
}
