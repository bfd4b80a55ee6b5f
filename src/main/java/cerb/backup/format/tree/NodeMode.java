package cerb.backup.format.tree;

/**
 * Turns Unix file modes ({@code st_mode}) into Go's {@code FileMode}, which trees hold, and their permissions back.
 *
 * <p>The nine permission bits are the same in both; everything else lies elsewhere (Go documentation, package io/fs).
 */
public final class NodeMode {

    static final int UNIX_TYPE = 0170000;

    private static final int UNIX_SETUID = 04000;
    private static final int UNIX_SETGID = 02000;
    private static final int UNIX_STICKY = 01000;
    private static final int PERMISSIONS = 0777;

    private static final long DIRECTORY = 1L << 31;
    private static final long SYMLINK = 1L << 27;
    private static final long DEVICE = 1L << 26;
    private static final long FIFO = 1L << 25;
    private static final long SOCKET = 1L << 24;
    private static final long SETUID = 1L << 23;
    private static final long SETGID = 1L << 22;
    private static final long CHARACTER = 1L << 21;
    private static final long STICKY = 1L << 20;

    private NodeMode() {
    }

    /**
     * Returns the mode that a tree holds for a file with the {@code st_mode} {@code unix}.
     *
     * @throws IllegalArgumentException if the type bits tell no type
     */
    public static long fromUnix(int unix) {
        long mode = typeBits(NodeType.ofUnixMode(unix)) | unix & PERMISSIONS;
        mode |= (unix & UNIX_SETUID) != 0 ? SETUID : 0;
        mode |= (unix & UNIX_SETGID) != 0 ? SETGID : 0;
        return mode | ((unix & UNIX_STICKY) != 0 ? STICKY : 0);
    }

    /** Returns the mode that a tree holds for a file of {@code type} with {@code permissions}, such as 0644. */
    public static long of(NodeType type, int permissions) {
        return fromUnix(type.unixBits() | permissions & ~UNIX_TYPE);
    }

    /** Returns what {@code chmod} takes: permissions, set-user-id, set-group-id and sticky bits. */
    public static int permissions(long mode) {
        int unix = (int) mode & PERMISSIONS;
        unix |= (mode & SETUID) != 0 ? UNIX_SETUID : 0;
        unix |= (mode & SETGID) != 0 ? UNIX_SETGID : 0;
        return unix | ((mode & STICKY) != 0 ? UNIX_STICKY : 0);
    }

    private static long typeBits(NodeType type) {
        return switch (type) {
            case FILE -> 0;
            case DIRECTORY -> DIRECTORY;
            case SYMLINK -> SYMLINK;
            case BLOCK_DEVICE -> DEVICE;
            case CHARACTER_DEVICE -> DEVICE | CHARACTER;
            case FIFO -> FIFO;
            case SOCKET -> SOCKET;
        };
    }
}
