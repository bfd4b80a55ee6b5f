package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** It is as often the way that changes bytes as the place. */
class StoredFileTest {
    private static final byte[] BYTES = new byte[1000];
    private static final Handle PACK = new Handle(FileType.DATA, Id.hash(BYTES).toString());

    private int wrong;

    @Test
    void whatIsReadWrongOnceIsNotDamaged() {
        assertThatThrownBy(() -> read(1)).isInstanceOf(UnreadableFileException.class).hasMessageContaining("other bytes than it has");
    }

    @Test
    void whatIsReadWrongTwiceIs() {
        assertThatThrownBy(() -> read(2)).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void whatIsReadRightIsHandedOut() throws IOException {
        assertThat(read(0)).isEqualTo(BYTES);
    }

    /** The first so many reads bring other bytes. */
    private byte[] read(int changed) throws IOException {
        wrong = changed;
        MemoryBackend memory = new MemoryBackend();
        memory.save(PACK, Content.of(BYTES));
        ForwardingBackend way = new ForwardingBackend(memory) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                return wrong-- > 0 ? super.load(handle, offset, length, in -> reader.read(flipped(in))) : super.load(handle, offset, length, reader);
            }
        };
        try (InputStream in = new StoredFile(way, PACK, BYTES.length).open()) {
            return in.readAllBytes();
        }
    }

    private static InputStream flipped(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        bytes[0] ^= 1;
        return new ByteArrayInputStream(bytes);
    }
}
