package cerb.backup.operation.crosscheck.hashes;

import cerb.backup.backend.BackendException;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.catalog.LineBlobs;
import cerb.backup.operation.compose.Companions;
import cerb.backup.operation.compose.StoredParts;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.DamagedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * {@code /inventory/<namespace>/<c1>.tsv}: the SHA-1 of each stored file whose row has one, so that it is computed once: when the file is read, or later from what is
 * stored. A line is the path in the namespace, shown as trees spell it, the size, the SHA-1 and 64 bits of the SHA-256 that tell contents apart; the lines are in the tree's
 * order, so old and new ones are merged as streams. For one thread.
 */
public final class Inventory {
    private final IndexedRepository index;
    private final RepositoryWriter writer;
    private final Node base;
    private final ContentHashes fresh;
    private final ContentReading reading;
    private final Consumer<Finding> findings;
    private final StoredParts files = new StoredParts();
    private boolean isUnreadTold;

    /** {@code base} is the inventory of the snapshot before, or null; {@code limit} how long old content may be read again. */
    public Inventory(IndexedRepository index, RepositoryWriter writer, Node base, ContentHashes fresh, Duration limit, Consumer<Finding> findings) {
        this(index, writer, base, fresh, new ContentReading(index, limit), findings);
    }

    Inventory(IndexedRepository index, RepositoryWriter writer, Node base, ContentHashes fresh, ContentReading reading, Consumer<Finding> findings) {
        this.index = index;
        this.writer = writer;
        this.base = base;
        this.fresh = fresh;
        this.reading = reading;
        this.findings = findings;
    }

    /** Asked for the files of one namespace; closing it stores them. */
    public Namespace of(String namespace) {
        return new Namespace(namespace, find(base, namespace));
    }

    private Node find(Node directory, String name) {
        if (directory != null && directory.subtree() != null) {
            try {
                for (Node node : index.tree(directory.subtree())) {
                    if (node.name().toString().equals(name)) {
                        return node;
                    }
                }
            } catch (DamagedException e) {
                return null; // its files are read again, which says no less
            } catch (BackendException e) {
                unread(Companions.INVENTORY + "/" + name, e);
            }
        }
        return null;
    }

    /** What cannot be read now must not keep a recovery point from being taken; where it is one thing it may be all, so one is told. */
    private void unread(String what, BackendException e) {
        if (!isUnreadTold) {
            isUnreadTold = true;
            findings.accept(Finding.note("cross-check", what + " cannot be read now, so that SHA-1s are computed again as far as there is time: " + e.getMessage()));
        }
    }

    /** Stores the directory and answers its node; null where it is empty. */
    public Node store(Instant time) {
        return files.count() == 0 ? null : files.store(writer, Companions.INVENTORY, time);
    }

    /** The files of one namespace. */
    public final class Namespace implements FileHashes, AutoCloseable {
        private final String name;
        private final Node before;
        private String directory = "";
        private InventoryLines known;
        private LineBlobs lines;

        private Namespace(String name, Node before) {
            this.name = name;
            this.before = before;
        }

        @Override
        public String sha1(String key, Node file) {
            String first = first(key);
            if (lines == null || !first.equals(directory)) {
                close();
                directory = first;
                known = new InventoryLines(index, find(before, directory + ".tsv"), e -> unread(Companions.INVENTORY + "/" + name + "/" + directory + ".tsv", e));
                lines = new LineBlobs(writer);
            }
            long content = ContentHashes.key(file.content());
            InventoryLines.Line line = known.find(key);
            String sha1 = line != null && line.content().equals(Long.toHexString(content)) ? line.sha1() : compute(key, file, content);
            if (!sha1.isEmpty()) {
                lines.line().writeBytes((key + '\t' + file.size() + '\t' + sha1 + '\t' + Long.toHexString(content) + '\n').getBytes(StandardCharsets.UTF_8));
                lines.endLine(key.hashCode());
            }
            return sha1;
        }

        /** What a key begins with: its first digit or letter; of another byte its number, so that keys in the tree's order are in the order of their files. */
        private static String first(String key) {
            char first = key.charAt(0);
            return first < 0x80 && Character.isLetterOrDigit(first) ? String.valueOf(first) : "x%02x".formatted(TreeOrder.bytes(key)[0] & 0xff);
        }

        private String compute(String key, Node file, long content) {
            String sha1 = fresh.find(content);
            try {
                return sha1.isEmpty() ? reading.sha1(file.content()) : sha1;
            } catch (DamagedException e) {
                findings.accept(Finding.damage(name + "/" + key, "what is stored of it cannot be read: " + e.getMessage(), "Run check."));
                return "";
            } catch (BackendException e) {
                unread(name + "/" + key, e);
                return "";
            }
        }

        @Override
        public void close() {
            if (lines != null) {
                files.add(name + "/" + directory + ".tsv", lines.finish());
                lines = null;
            }
        }
    }
}
