package cerb.backup.operation.tree;

/**
 * What a tree update met. Directories that nothing touched are not looked into, so of them nothing is counted; the differences to
 * the base tree are exact all the same.
 */
public final class TreeCounts {
    private long filesNew;
    private long filesChanged;
    private long filesUnmodified;
    private long filesAgain;
    private long filesHeld;
    private long bytesHeld;
    private long directories;
    private long readBytes;
    private long addedBytes;
    private long filesGained;
    private long bytesGained;

    /**
     * What two updates of one run met together, this one and an earlier one that it started from. Files of both are seen once; what was
     * gained is against the tree that each of them started from, and so is left out.
     */
    public TreeCounts after(TreeCounts earlier) {
        TreeCounts both = new TreeCounts();
        both.filesNew = filesNew + earlier.filesNew;
        both.filesChanged = filesChanged + earlier.filesChanged;
        both.filesUnmodified = Math.max(0, filesUnmodified - earlier.filesNew - earlier.filesChanged);
        both.filesAgain = filesAgain + earlier.filesAgain;
        both.directories = directories;
        both.readBytes = readBytes + earlier.readBytes;
        both.addedBytes = addedBytes + earlier.addedBytes;
        return both;
    }

    void unmodified() {
        filesUnmodified++;
    }

    void directory() {
        directories++;
    }

    void read(boolean isNew, long bytes, long added) {
        filesNew += isNew ? 1 : 0;
        filesChanged += isNew ? 0 : 1;
        readBytes += bytes;
        addedBytes += added;
    }

    /** A file that had not changed was read all the same, because the repository no longer holds its content. */
    void again() {
        filesAgain++;
    }

    /** A regular file is in the tree, gained or not. */
    void held(long bytes) {
        filesHeld++;
        bytesHeld += bytes;
    }

    void gained(long files, long bytes) {
        filesGained += files;
        bytesGained += bytes;
    }

    /** Files that the base tree did not hold. */
    public long filesNew() {
        return filesNew;
    }

    /** Files read again. */
    public long filesChanged() {
        return filesChanged;
    }

    /** Files whose attributes were read, and whose content was not. */
    public long filesUnmodified() {
        return filesUnmodified;
    }

    /** Of those read again, the files that had not changed, but whose content the repository no longer holds. */
    public long filesAgain() {
        return filesAgain;
    }

    /** Directories listed. */
    public long directories() {
        return directories;
    }

    /** Bytes of content read. */
    public long readBytes() {
        return readBytes;
    }

    /** Of them, bytes that the repository had not held. */
    public long addedBytes() {
        return addedBytes;
    }

    /** How many more regular files the tree holds than the base tree; may be negative. */
    public long filesGained() {
        return filesGained;
    }

    /** How many more bytes of content the tree holds than the base tree; may be negative. */
    public long bytesGained() {
        return bytesGained;
    }

    /** How many regular files the tree holds, if all of it was looked at. */
    public long filesHeld() {
        return filesHeld;
    }

    /** How many bytes of content the tree holds, if all of it was looked at. */
    public long bytesHeld() {
        return bytesHeld;
    }

    /** Files looked at. */
    public long filesSeen() {
        return filesNew + filesChanged + filesUnmodified;
    }
}
