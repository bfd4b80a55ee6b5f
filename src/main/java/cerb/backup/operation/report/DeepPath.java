package cerb.backup.operation.report;

import cerb.backup.format.tree.NodeName;

/**
 * Where in a snapshot an entry is: its name, linked to the path of its directory, so that a step down costs the same however deep it is. A
 * hostile tree may be 100,000 deep, and as text each of its paths would have megabytes. Immutable and thread-safe.
 */
public final class DeepPath {
    /** What a kernel takes as a path; longer ones are shown by their ends. */
    private static final int LONGEST = 4096;

    private final DeepPath parent;
    private final Object name;
    private final int depth;

    private DeepPath(DeepPath parent, Object name, int depth) {
        this.parent = parent;
        this.name = name;
        this.depth = depth;
    }

    /** The path that others begin with, such as {@code 1234abcd:} or the empty text. */
    public static DeepPath root(String text) {
        return new DeepPath(null, text, 0);
    }

    /** The entry of this directory with that name. */
    public DeepPath child(NodeName entry) {
        return new DeepPath(this, entry, depth + 1);
    }

    /** How many names there are below the root. */
    public int depth() {
        return depth;
    }

    /** The names joined by slashes, with Go's escapes for all that is not printable; of a path longer than 4096 characters the last of them, after {@code ...}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        DeepPath at = this;
        while (at.parent != null && text.length() <= LONGEST) {
            text.insert(0, at.name).insert(0, '/');
            at = at.parent;
        }
        return at.parent == null ? text.insert(0, at.name).toString() : "..." + text.substring(text.length() - LONGEST);
    }
}
