package cerb.backup.storage;

/** What a directory entry is, by the type bits of its {@code st_mode}. */
public enum FileKind {
    /** A regular file, the only kind whose content is read. */
    FILE(0100000),
    /** A directory. */
    DIRECTORY(0040000),
    /** A symbolic link; never followed. */
    SYMBOLIC_LINK(0120000),
    /** A named pipe; never opened. */
    FIFO(0010000),
    /** A socket; never opened. */
    SOCKET(0140000),
    /** A character device; never opened. */
    CHARACTER_DEVICE(0020000),
    /** A block device; never opened. */
    BLOCK_DEVICE(0060000);

    private static final int TYPE_BITS = 0170000;
    private final int bits;

    FileKind(int bits) {
        this.bits = bits;
    }

    /** The kind that the type bits of a mode stand for. */
    static FileKind ofMode(int mode) {
        for (FileKind kind : values()) {
            if (kind.bits == (mode & TYPE_BITS)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of file has mode " + Integer.toOctalString(mode));
    }
}
