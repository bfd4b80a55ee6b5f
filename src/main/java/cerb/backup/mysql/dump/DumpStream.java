package cerb.backup.mysql.dump;

import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/** A whole dump as one stream of SQL; it ends without an exception only if the dump is whole. Closes the dump. One thread at a time. */
public final class DumpStream extends InputStream {
    private final Dump dump;
    private final Iterator<DumpPart> plan;
    private InputStream part = InputStream.nullInputStream();
    private DumpReport report;

    /** Takes over the dump, of which nothing has been read yet. */
    public DumpStream(Dump dump) {
        this.dump = dump;
        this.plan = dump.plan();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = part.read(bytes, offset, length);
        while (count < 0 && plan.hasNext()) {
            part.close();
            part = dump.read(plan.next());
            count = part.read(bytes, offset, length);
        }
        if (count < 0 && report == null) {
            report = dump.finish();
        }
        return count;
    }

    /** The dump's report; null before the end of the stream. */
    public DumpReport report() {
        return report;
    }

    @Override
    public void close() throws IOException {
        try (dump) {
            part.close();
        }
    }
}
