package cerb.backup.operation.gate;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.StoreFullException;
import cerb.backup.backend.TransientException;

/**
 * Refuses packs that would leave less free space than the floor. What only makes packs reachable (index, snapshot) and locks pass, and
 * so do removals: the way out of a full disk must stay open, if need be by the reserve. What the disk refuses all the same, because others
 * fill it too, is explained as the floor explains it. Thread-safe if the backend below is.
 */
public final class FloorBackend extends ForwardingBackend {
    private final SpaceFloor floor;
    private final Reserve reserve;
    /** Bytes of packs that have been let through and are not yet on the disk. Guarded by this. */
    private long underWay;

    /** Guards a backend by a floor; the reserve is for all but packs. */
    public FloorBackend(Backend below, SpaceFloor floor, Reserve reserve) {
        super(below);
        this.floor = floor;
        this.reserve = reserve;
    }

    @Override
    public void save(Handle handle, Content content) {
        if (handle.type() != FileType.DATA) {
            saveExplained(handle, content);
            return;
        }
        admit(handle, content.length());
        try {
            saveExplained(handle, content);
        } finally {
            arrived(content.length());
        }
    }

    /** Of packs that are saved at the same time each would find the room that only one of them has: where it may not do for all, one waits for the others. */
    private synchronized void admit(Handle pack, long bytes) {
        try {
            while (underWay > 0 && !floor.hasRoom(bytes + underWay)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("interrupted while " + pack + " waited for room", e);
        }
        floor.room(bytes).ifPresent(reason -> {
            throw new PermanentException(reason);
        });
        underWay += bytes;
    }

    private synchronized void arrived(long bytes) {
        underWay -= bytes;
        notifyAll();
    }

    private void saveExplained(Handle handle, Content content) {
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
