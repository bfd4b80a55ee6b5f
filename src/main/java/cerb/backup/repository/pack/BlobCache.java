package cerb.backup.repository.pack;

import cerb.backup.format.Id;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the tree blobs that were used last, up to a number of bytes. Safe for use by several threads. */
public final class BlobCache {
    private final long mostBytes;
    private final Map<Id, byte[]> blobs = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** Makes an empty cache. */
    public BlobCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Returns a blob, or null if it is not kept. It belongs to the cache and must not be changed. */
    public synchronized byte[] get(Id id) {
        return blobs.get(id);
    }

    /** Keeps a blob, unless it alone would take a quarter of the room; those not used for longest go. */
    public synchronized void put(Id id, byte[] blob) {
        if (blob.length > mostBytes / 4 || blobs.putIfAbsent(id, blob) != null) {
            return;
        }
        bytes += blob.length;
        for (Iterator<byte[]> oldest = blobs.values().iterator(); bytes > mostBytes; ) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }
}
