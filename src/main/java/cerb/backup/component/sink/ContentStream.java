package cerb.backup.component.sink;

import cerb.backup.backend.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * The body of a put: a stream that begins again at the first byte when Camel tries a step again, and whose length is known without reading it. For one thread.
 */
final class ContentStream extends InputStream implements StreamCache {
    private final Content content;
    private final Bandwidth bandwidth;
    private InputStream in;
    private long position;
    private long marked;

    ContentStream(Content content, Bandwidth bandwidth) {
        this.content = content;
        this.bandwidth = bandwidth;
    }

    @Override
    public int read() throws IOException {
        int next = in().read();
        position += next < 0 ? 0 : 1;
        bandwidth.take(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in().read(buffer, offset, bandwidth.piece(length));
        bandwidth.take(count);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, content.length() - position);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int readLimit) {
        marked = position;
    }

    /** Goes back to the mark; to the first byte where none was set. */
    @Override
    public void reset() {
        try {
            close();
            in().skipNBytes(marked);
            position = marked;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot open again what is to be put", e);
        }
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        in = null;
        position = 0;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new ContentStream(content, bandwidth);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public long position() {
        return position;
    }

    private InputStream in() throws IOException {
        if (in == null) {
            in = content.open();
        }
        return in;
    }
}
