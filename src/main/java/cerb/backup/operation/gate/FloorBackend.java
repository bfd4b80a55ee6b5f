package cerb.backup.operation.gate;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.StoreFullException;

/**
 * Refuses packs that would leave less free space than the floor. What only makes packs reachable (index, snapshot) and locks pass, and
 * so do removals: the way out of a full disk must stay open, if need be by the reserve. What the disk refuses all the same, because others
 * fill it too, is explained as the floor explains it. Thread-safe if the backend below is.
 */
public final class FloorBackend extends ForwardingBackend {
    private final SpaceFloor floor;
    private final Reserve reserve;

    /** Guards a backend by a floor; the reserve is for all but packs. */
    public FloorBackend(Backend below, SpaceFloor floor, Reserve reserve) {
        super(below);
        this.floor = floor;
        this.reserve = reserve;
    }

    @Override
    public void save(Handle handle, Content content) {
        if (handle.type() == FileType.DATA) {
            floor.room(content.length()).ifPresent(reason -> {
                throw new PermanentException(reason);
            });
        }
        try {
            saveWithReserve(handle, content);
        } catch (StoreFullException e) {
            throw new PermanentException(floor.reason(content.length(), e.free()), e);
        }
    }

    private void saveWithReserve(Handle handle, Content content) {
        try {
            super.save(handle, content);
        } catch (StoreFullException e) {
            if (handle.type() == FileType.DATA || !reserve.release()) {
                throw e;
            }
            super.save(handle, content);
        }
    }
}
