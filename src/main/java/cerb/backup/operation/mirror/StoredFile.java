package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.format.Id;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * A file of a backend as content: read piece by piece, so that a pack in flight takes one piece of heap and not all its 16 MiB. Its stream
 * fails at the end if the bytes are not those of its name, so that damage here does not travel.
 */
record StoredFile(Backend backend, Handle handle, long length) implements Content {
    private static final int PIECE = 256 << 10;

    @Override
    public InputStream open() {
        return new Pieces();
    }

    /** For one thread. */
    private final class Pieces extends InputStream {
        private final MessageDigest digest = Id.newDigest();
        private byte[] piece = new byte[0];
        private int at;
        private long read;

        @Override
        public int read() throws IOException {
            return fill() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int copied = Math.min(count, piece.length - at);
            System.arraycopy(piece, at, into, offset, copied);
            at += copied;
            return copied;
        }

        @Override
        public int available() {
            return piece.length - at;
        }

        private boolean fill() throws IOException {
            if (at < piece.length) {
                return true;
            }
            if (read == length) {
                return false;
            }
            int wanted = (int) Math.min(PIECE, length - read);
            try {
                piece = backend.load(handle, read, wanted, InputStream::readAllBytes);
            } catch (CorruptException e) {
                throw new DamagedFileException(handle.path() + " in " + backend.location() + " is damaged: " + e.getMessage(), e);
            } catch (NotFoundException e) {
                throw new IOException(unread(e), e);
            } catch (BackendException e) {
                throw new UnreadableFileException(unread(e), e);
            }
            at = 0;
            read += wanted;
            digest.update(piece);
            if (read == length) {
                refuseDamaged();
            }
            return true;
        }

        private String unread(BackendException e) {
            return "cannot read " + handle.path() + " in " + backend.location() + ": " + e.getMessage();
        }

        /** A file is named by the SHA-256 of its bytes, but for the config. */
        private void refuseDamaged() throws IOException {
            if (handle.type() == FileType.CONFIG || isNamed(digest)) {
                return;
            }
            // it is as often the way that changes bytes as the place
            if (isNamedWhenReadAgain()) {
                throw new UnreadableFileException(handle.path() + " in " + backend.location() + " was read with other bytes than it has", null);
            }
            throw new DamagedFileException(handle.path() + " in " + backend.location() + " is damaged: its bytes are not those of its name", null);
        }

        private boolean isNamed(MessageDigest digested) {
            return Id.of(digested).toString().equals(handle.name());
        }

        private boolean isNamedWhenReadAgain() throws IOException {
            try {
                return backend.load(handle, 0, -1, in -> {
                    MessageDigest again = Id.newDigest();
                    new DigestInputStream(in, again).transferTo(OutputStream.nullOutputStream());
                    return isNamed(again);
                });
            } catch (CorruptException e) {
                return false;
            } catch (BackendException e) {
                throw new UnreadableFileException(unread(e), e);
            }
        }
    }
}
