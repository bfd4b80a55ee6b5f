package cerb.backup.operation.query;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.Location;
import cerb.backup.repository.shared.BlobConsumer;
import cerb.backup.repository.shared.DamagedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The content of a file as a stream: blobs that lie behind one another in one pack are read with one request, at most {@value #AHEAD}
 * bytes ahead (one blob at least). A damaged blob ends the stream with an IOException that names it. Not thread-safe.
 */
public final class ContentStream extends InputStream {
    private static final long AHEAD = 8 << 20;

    private final IndexedRepository index;
    private final List<Id> content;
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private int nextBlob;
    private byte[] current = new byte[0];
    private int at;

    /** A stream over these blobs. */
    public ContentStream(IndexedRepository index, List<Id> content) {
        this.index = index;
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        return fill() ? current[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == current.length) {
            if (ahead.isEmpty() && nextBlob < content.size()) {
                readAhead();
            }
            if (ahead.isEmpty()) {
                return false;
            }
            current = ahead.remove();
            at = 0;
        }
        return true;
    }

    private void readAhead() throws IOException {
        Location first = locate(content.get(nextBlob));
        List<PackedBlob> run = new ArrayList<>(List.of(first.blob()));
        long length = first.blob().rawLength();
        nextBlob++;
        while (nextBlob < content.size()) {
            Location next = locate(content.get(nextBlob));
            length += next.blob().rawLength();
            if (!next.pack().equals(first.pack()) || next.blob().offset() != run.get(run.size() - 1).end() || length > AHEAD) {
                break;
            }
            run.add(next.blob());
            nextBlob++;
        }
        load(first.pack(), run);
    }

    /** Damaged blobs come last, from other packs, so they are put where they belong. */
    private void load(Id pack, List<PackedBlob> run) throws IOException {
        byte[][] loaded = new byte[run.size()][];
        DamagedException[] damage = new DamagedException[1];
        index.load(pack, run, new BlobConsumer() {
            @Override
            public void accept(PackedBlob blob, byte[] bytes) {
                loaded[run.indexOf(blob)] = bytes;
            }

            @Override
            public void damaged(PackedBlob blob, DamagedException problem) {
                damage[0] = problem;
            }
        });
        if (damage[0] != null) {
            throw new IOException(damage[0].getMessage(), damage[0]);
        }
        ahead.addAll(List.of(loaded));
    }

    private Location locate(Id blob) throws IOException {
        return index.locate(BlobHandle.data(blob)).orElseThrow(() -> new IOException(BlobHandle.data(blob) + " is in no index of the repository"));
    }
}
