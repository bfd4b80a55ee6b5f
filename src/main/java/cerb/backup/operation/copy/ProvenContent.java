package cerb.backup.operation.copy;

import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * What is read from one place as the content of the same file at another: its end is only reached if the SHA-256 of everything read is the file's name, so that whoever saves
 * it fails before the file gets its name. It can be opened once. For one thread.
 */
final class ProvenContent implements Content {
    private final Handle handle;
    private final long length;
    private InputStream source;

    ProvenContent(Handle handle, long length, InputStream source) {
        this.handle = handle;
        this.length = length;
        this.source = source;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() throws IOException {
        if (source == null) {
            throw new IOException("what is copied cannot be read a second time");
        }
        InputStream once = source;
        source = null;
        return handle.type() == FileType.CONFIG ? once : new Proven(once);
    }

    private final class Proven extends FilterInputStream {
        private final MessageDigest digest = Id.newDigest();

        Proven(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            int read = super.read(buffer, offset, count);
            if (read >= 0) {
                digest.update(buffer, offset, read);
            } else if (!Id.of(digest).toString().equals(handle.name())) {
                throw new CorruptException(handle + " is damaged: its bytes have another SHA-256 than its name says");
            }
            return read;
        }
    }
}
