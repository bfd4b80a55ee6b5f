package cerb.backup.format.tree;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.JsonWriter;

/**
 * Writes the one spelling of a directory that restic would write: the same entries always give the same bytes, and so the same id
 * (restic design, Trees and Data).
 *
 * <p>For one tree; not thread-safe.
 */
public final class TreeWriter {

    /** Id of the tree without entries. */
    public static final Id EMPTY_TREE = Id.parse("ac08ce34ba4f8123618661bef2425f7028ffb9ac740578a3ee88684d2523fee8");

    private final JsonWriter json = new JsonWriter(1024);
    private final NodeWriter nodes = new NodeWriter(json);
    private NodeName last;
    private int count;

    /** Begins a tree. */
    public TreeWriter() {
        json.beginObject().field("nodes").beginArray();
    }

    /**
     * Adds an entry.
     *
     * @throws FormatException if its name does not follow the last one's in the order of raw bytes, if it has a
     *         {@linkplain Node#problem() problem}, or if the tree gets larger than a blob can be
     */
    public TreeWriter add(Node node) {
        if (last != null && last.compareTo(node.name()) >= 0) {
            throw new FormatException("tree: entry " + node.name() + " does not follow " + last);
        }
        node.problem().ifPresent(problem -> {
            throw new FormatException("tree: entry " + node.name() + " " + problem);
        });
        nodes.write(node);
        last = node.name();
        count++;
        return this;
    }

    /** Returns the number of entries so far. */
    public int count() {
        return count;
    }

    /** Returns the number of bytes so far. */
    public int length() {
        return json.length();
    }

    /** Compares what has been written since the last time with the bytes at {@code from}, and forgets it. Returns the end of them, or -1 if they differ. */
    int compare(byte[] blob, int from) {
        return json.compare(blob, from);
    }

    /** Ends the tree and returns its blob. Nothing can be added afterwards. */
    public byte[] finish() {
        return json.endArray().endObject().newline().toBytes();
    }
}
