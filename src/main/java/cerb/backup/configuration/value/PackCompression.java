package cerb.backup.configuration.value;

/** How hard blobs are compressed. The words are restic's. */
public enum PackCompression {
    /** Fast. */
    AUTO,
    /** Small. */
    MAX,
    /** Not at all. */
    OFF
}
