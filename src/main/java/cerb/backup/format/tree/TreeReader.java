package cerb.backup.format.tree;

import cerb.backup.format.FormatException;
import cerb.backup.format.JsonReader;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The entries of a directory, read from its blob one by one: a directory of a million files never stands in memory as objects.
 *
 * <p>The bytes are taken as they are and may be hostile: names are unescaped but not judged, so whoever writes files must ask
 * {@link Node#problem()}, and order and uniqueness are not promised. Any number of iterations at the same time is allowed. An iterator throws
 * {@link FormatException} where the blob stops being a tree.
 */
public final class TreeReader implements Iterable<Node> {

    private final String object;
    private final byte[] blob;

    /** Reads {@code blob}, which is not copied; errors call it a tree. */
    public TreeReader(byte[] blob) {
        this("tree", blob);
    }

    /** Reads {@code blob}, which is not copied; {@code object} is what errors call it, such as "tree 1abd1dc1". */
    public TreeReader(String object, byte[] blob) {
        this.object = object;
        this.blob = blob;
    }

    @Override
    public Iterator<Node> iterator() {
        return new Nodes(JsonReader.of(object, blob));
    }

    /**
     * Tells whether the blob is byte for byte what {@link TreeWriter} makes of its entries; restic's own check does not see it when order, names
     * or fields are not.
     */
    public boolean isCanonical() {
        try {
            TreeWriter writer = new TreeWriter();
            int compared = 0;
            for (Node node : this) {
                compared = writer.add(node).compare(blob, compared);
                if (compared < 0) {
                    return false; // what is written in full takes many times what a tree without most fields does
                }
            }
            byte[] end = writer.finish();
            return Arrays.equals(end, 0, end.length, blob, compared, blob.length);
        } catch (FormatException e) {
            return false;
        }
    }

    /** Reads fields before and behind the nodes as Go does: unknown ones are passed over. */
    private static final class Nodes implements Iterator<Node> {

        private final JsonReader json;
        private boolean found;
        private boolean inArray;
        private boolean ended;
        private Node next;

        Nodes(JsonReader json) {
            this.json = json;
            json.beginObject();
        }

        /** Reads no further than the next node: those before damage are handed out before it is met. */
        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                next = advance();
                ended = next == null;
            }
            return next != null;
        }

        @Override
        public Node next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Node current = next;
            next = null;
            return current;
        }

        private Node advance() {
            while (!inArray || !json.hasNext()) {
                String field = json.nextField();
                if (field == null) {
                    json.end();
                    return null;
                }
                inArray = field.equals("nodes") ? beginNodes() : pass();
            }
            return NodeReader.read(json);
        }

        /** Of two lists Go would take the last, which a stream cannot know; no writer makes two. */
        private boolean beginNodes() {
            if (found) {
                throw json.malformed("has two lists of nodes");
            }
            found = true;
            return json.beginArray();
        }

        private boolean pass() {
            json.skip();
            return false;
        }
    }
}
