package cerb.backup.operation.crosscheck.hashes;

import cerb.backup.backend.BackendException;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The lines of a file of an inventory in order, one blob in memory; each blob has whole lines. What cannot be read is not there. For one thread. */
final class InventoryLines {
    private static final int FIELDS = 4;

    /** One line: key, size, SHA-1, and what tells contents apart. */
    record Line(String key, String size, String sha1, String content) { }

    private final IndexedRepository index;
    private final Consumer<BackendException> unread;
    private Iterator<Id> blobs;
    private Iterator<String> lines = Collections.emptyIterator();
    private Line next;

    /** {@code file} may be null: no lines. {@code unread} is told where the rest of it cannot be read now. */
    InventoryLines(IndexedRepository index, Node file, Consumer<BackendException> unread) {
        this.index = index;
        this.unread = unread;
        this.blobs = (file == null || file.content() == null ? List.<Id>of() : file.content()).iterator();
        advance();
    }

    private void advance() {
        next = null;
        while (next == null && (lines.hasNext() || fill())) {
            next = parse(lines.next());
        }
    }

    /** What a line says; null if it is none of an inventory. */
    static Line parse(String line) {
        String[] fields = line.split("\t");
        return fields.length == FIELDS ? new Line(fields[0], fields[1], fields[2], fields[3]) : null;
    }

    private boolean fill() {
        while (!lines.hasNext() && blobs.hasNext()) {
            try {
                lines = new String(index.load(BlobHandle.data(blobs.next())), StandardCharsets.UTF_8).lines().iterator();
            } catch (DamagedException e) {
                // its files are read again, which says no less
                continue;
            } catch (BackendException e) {
                // asking a store that is away for each of the rest would take hours
                unread.accept(e);
                blobs = Collections.emptyIterator();
            }
        }
        return lines.hasNext();
    }

    /** The line of a key, or null; keys are asked for in their order. */
    Line find(String key) {
        while (next != null && TreeOrder.compare(next.key, key) < 0) {
            advance();
        }
        return next != null && next.key.equals(key) ? next : null;
    }
}
