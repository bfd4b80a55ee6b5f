package cerb.backup.backend.memory;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** A real backend that keeps its files in memory, for tests. */
public final class MemoryBackend implements Backend {
    private final Map<Handle, byte[]> files = new ConcurrentHashMap<>();

    /** Returns another one with the same files. */
    public MemoryBackend copy() {
        MemoryBackend copy = new MemoryBackend();
        copy.files.putAll(files);
        return copy;
    }

    @Override
    public void save(Handle handle, Content content) {
        byte[] bytes = read(handle, content);
        byte[] existing = files.putIfAbsent(handle, bytes);
        if (existing != null && existing.length != bytes.length) {
            throw new PermanentException("save " + handle + ": it exists with another size");
        }
    }

    private static byte[] read(Handle handle, Content content) {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length != content.length()) {
                throw new TransientException("save " + handle + ": got " + bytes.length + " bytes instead of "
                        + content.length());
            }
            return bytes;
        } catch (IOException e) {
            throw new TransientException("save " + handle, e);
        }
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        byte[] bytes = find(handle);
        if (offset < 0 || offset > bytes.length || length > bytes.length - offset) {
            throw new CorruptException("load " + handle + ": it has only " + bytes.length + " bytes");
        }
        int wanted = (int) (length < 0 ? bytes.length - offset : length);
        try {
            return reader.read(new ByteArrayInputStream(bytes, (int) offset, wanted));
        } catch (IOException e) {
            throw new TransientException("load " + handle, e);
        }
    }

    @Override
    public long size(Handle handle) {
        return find(handle).length;
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        files.forEach((handle, bytes) -> {
            if (handle.type() == type) {
                file.accept(handle, (long) bytes.length);
            }
        });
    }

    @Override
    public void remove(Handle handle) {
        files.remove(handle);
    }

    /** Puts bytes under a name whatever was there, as damage does. */
    public void overwrite(Handle handle, byte[] bytes) {
        files.put(handle, bytes.clone());
    }

    /** Returns a copy of a file's bytes. */
    public byte[] bytes(Handle handle) {
        return find(handle).clone();
    }

    private byte[] find(Handle handle) {
        byte[] bytes = files.get(handle);
        if (bytes == null) {
            throw new NotFoundException("load " + handle + ": no such file in memory");
        }
        return bytes;
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public void close() {
        // the files stay
    }
}
