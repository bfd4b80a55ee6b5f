package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.dump.report.DumpPart;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a hot copy, which knows whether it was read to its end. Thread-safe. */
final class CopiedPart {
    private final DumpPart part;
    private final Path file;
    private final byte[] text;
    private volatile boolean read;

    private CopiedPart(DumpPart part, Path file, byte[] text) {
        this.part = part;
        this.file = file;
        this.text = text;
    }

    static CopiedPart ofText(String path, byte[] text) {
        return new CopiedPart(new DumpPart(path, null, 0, text.length), null, text);
    }

    static CopiedPart ofFile(String path, String table, Path file) {
        try {
            return new CopiedPart(new DumpPart(path, table, DumpPart.FILE, Files.size(file)), file, null);
        } catch (IOException e) {
            throw Staging.failed(file, e);
        }
    }

    DumpPart part() {
        return part;
    }

    boolean isRead() {
        return read;
    }

    InputStream open() {
        try {
            return new Reading(text == null ? Files.newInputStream(file) : new ByteArrayInputStream(text));
        } catch (IOException e) {
            throw Staging.failed(file, e);
        }
    }

    /** Notes the end of the part. */
    private final class Reading extends FilterInputStream {
        Reading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return noted(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return noted(super.read(bytes, offset, length));
        }

        private int noted(int count) {
            if (count < 0) {
                read = true;
            }
            return count;
        }
    }
}
