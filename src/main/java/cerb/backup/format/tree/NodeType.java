package cerb.backup.format.tree;

import cerb.backup.format.FormatException;

/** What an entry of a directory is. */
public enum NodeType {
    /** A regular file. */
    FILE("file", 0100000),
    /** A directory. */
    DIRECTORY("dir", 0040000),
    /** A symbolic link. */
    SYMLINK("symlink", 0120000),
    /** A block device. */
    BLOCK_DEVICE("dev", 0060000),
    /** A character device. */
    CHARACTER_DEVICE("chardev", 0020000),
    /** A named pipe. */
    FIFO("fifo", 0010000),
    /** A socket. */
    SOCKET("socket", 0140000);

    private final String word;
    private final int unixBits;

    NodeType(String word, int unixBits) {
        this.word = word;
        this.unixBits = unixBits;
    }

    /** Returns the word that trees use, such as {@code dir}. */
    public String word() {
        return word;
    }

    /** Returns the bits of {@code st_mode} that say so. */
    int unixBits() {
        return unixBits;
    }

    /**
     * Returns the type of {@code word}.
     *
     * @throws FormatException if there is none
     */
    static NodeType parse(String word) {
        for (NodeType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new FormatException("holds a node of unknown type " + FormatException.excerpt(word));
    }

    /**
     * Returns the type that {@code st_mode} tells.
     *
     * @throws IllegalArgumentException if it tells none
     */
    public static NodeType ofUnixMode(int mode) {
        for (NodeType type : values()) {
            if (type.unixBits == (mode & NodeMode.UNIX_TYPE)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type of file has the mode 0" + Integer.toOctalString(mode));
    }
}
