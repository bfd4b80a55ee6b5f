package cerb.backup.operation.gate;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import java.util.function.BiConsumer;

/**
 * Refuses packs that would leave less free space than the floor. What only makes packs reachable (index, snapshot) and locks pass, and
 * so do removals: the way out of a full disk must stay open. Thread-safe if the backend below is.
 */
public final class FloorBackend implements Backend {
    private final Backend below;
    private final SpaceFloor floor;

    /** Guards a backend by a floor. */
    public FloorBackend(Backend below, SpaceFloor floor) {
        this.below = below;
        this.floor = floor;
    }

    @Override
    public void save(Handle handle, Content content) {
        if (handle.type() == FileType.DATA) {
            floor.room(content.length()).ifPresent(reason -> {
                throw new PermanentException(reason);
            });
        }
        below.save(handle, content);
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        return below.load(handle, offset, length, reader);
    }

    @Override
    public long size(Handle handle) {
        return below.size(handle);
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        below.list(type, file);
    }

    @Override
    public void remove(Handle handle) {
        below.remove(handle);
    }

    @Override
    public String location() {
        return below.location();
    }

    @Override
    public void close() {
        below.close();
    }
}
