package cerb.backup.repository.pack;

import cerb.backup.backend.Content;
import cerb.backup.format.Id;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** A sequence of bytes that grows by pooled segments, so that it is never copied while it grows. Not safe for use by several threads. */
final class SegmentedBytes implements Content {
    private final SegmentPool pool;
    private final List<byte[]> segments = new ArrayList<>();
    private long length;

    SegmentedBytes(SegmentPool pool) {
        this.pool = pool;
    }

    void append(byte[] bytes, int offset, int count) {
        int done = 0;
        while (done < count) {
            int at = (int) (length % SegmentPool.SEGMENT_LENGTH);
            if (at == 0) {
                segments.add(pool.take());
            }
            int part = Math.min(count - done, SegmentPool.SEGMENT_LENGTH - at);
            System.arraycopy(bytes, offset + done, segments.get(segments.size() - 1), at, part);
            done += part;
            length += part;
        }
    }

    void append(SegmentedBytes other) {
        for (int i = 0; i < other.segments.size(); i++) {
            append(other.segments.get(i), 0, other.lengthOf(i));
        }
    }

    private int lengthOf(int segment) {
        return (int) Math.min(SegmentPool.SEGMENT_LENGTH, length - (long) segment * SegmentPool.SEGMENT_LENGTH);
    }

    /** Returns the SHA-256 of all bytes. */
    Id hash() {
        MessageDigest digest = Id.newDigest();
        for (int i = 0; i < segments.size(); i++) {
            digest.update(segments.get(i), 0, lengthOf(i));
        }
        return Id.of(digest);
    }

    /** Gives the segments back; nothing may be read any more. */
    void release() {
        segments.forEach(pool::give);
        segments.clear();
        length = 0;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return new SegmentStream();
    }

    private final class SegmentStream extends InputStream {
        private long position;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            if (position == length && count > 0) {
                return -1;
            }
            int at = (int) (position % SegmentPool.SEGMENT_LENGTH);
            int part = (int) Math.min(Math.min(count, SegmentPool.SEGMENT_LENGTH - at), length - position);
            if (part > 0) {
                System.arraycopy(segments.get((int) (position / SegmentPool.SEGMENT_LENGTH)), at, bytes, offset, part);
            }
            position += part;
            return part;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length - position);
        }
    }
}
