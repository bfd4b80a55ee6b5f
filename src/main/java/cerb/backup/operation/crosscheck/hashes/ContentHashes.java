package cerb.backup.operation.crosscheck.hashes;

import cerb.backup.backend.Digests;
import cerb.backup.format.Id;
import cerb.backup.operation.tree.HashListener;
import cerb.backup.storage.RelativePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SHA-1 of files that were read since the last recovery point, so that nothing need be read again for it: 35 bytes each, a million at most, of which the
 * oldest go first. Thread-safe.
 */
public final class ContentHashes implements HashListener {
    private static final int SHA1 = Digests.SHA1_BYTES;
    private static final int SLOTS = 1 << 17;
    private static final int FULL = SLOTS / 5 * 4;
    private static final int MOST = 10;

    /** Open addressing, linear probing; key 0 is an empty slot. */
    private static final class Segment {
        private final long[] keys = new long[SLOTS];
        private final byte[] hashes = new byte[SLOTS * SHA1];
        private int count;

        private int slot(long key) {
            int at = (int) (key & SLOTS - 1);
            while (keys[at] != 0 && keys[at] != key) {
                at = at + 1 & SLOTS - 1;
            }
            return at;
        }
    }

    private final Set<RelativePath> namespaces;
    private final Deque<Segment> segments = new ArrayDeque<>();

    /** For files below these directories. */
    public ContentHashes(Set<String> namespaces) {
        this.namespaces = namespaces.stream().map(RelativePath::of).collect(Collectors.toUnmodifiableSet());
    }

    /** What tells contents apart: 64 bits of a SHA-256, never 0. */
    static long key(List<Id> content) {
        long key = content.size() == 1 ? content.get(0).first() : Id.hash(joined(content)).first();
        return key == 0 ? 1 : key;
    }

    private static byte[] joined(List<Id> content) {
        byte[] bytes = new byte[content.size() * Id.LENGTH];
        for (int i = 0; i < content.size(); i++) {
            content.get(i).write(bytes, i * Id.LENGTH);
        }
        return bytes;
    }

    @Override
    public boolean wants(RelativePath path) {
        return namespaces.stream().anyMatch(path::startsWith);
    }

    @Override
    public synchronized void hashed(List<Id> content, byte[] sha1) {
        if (segments.isEmpty() || segments.peekLast().count >= FULL) {
            segments.add(new Segment());
        }
        if (segments.size() > MOST) {
            segments.remove();
        }
        Segment last = segments.peekLast();
        int at = last.slot(key(content));
        last.count += last.keys[at] == 0 ? 1 : 0;
        last.keys[at] = key(content);
        System.arraycopy(sha1, 0, last.hashes, at * SHA1, SHA1);
    }

    /** The SHA-1 of a content in lower case; empty where it is not known. */
    synchronized String find(long key) {
        for (Segment segment : segments) {
            int at = segment.slot(key);
            if (segment.keys[at] == key) {
                return HexFormat.of().formatHex(segment.hashes, at * SHA1, (at + 1) * SHA1);
            }
        }
        return "";
    }

    /** A recovery point has taken over what it needs. */
    public synchronized void clear() {
        segments.clear();
    }
}
