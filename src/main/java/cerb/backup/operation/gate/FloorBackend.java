package cerb.backup.operation.gate;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;

/**
 * Refuses packs that would leave less free space than the floor. What only makes packs reachable (index, snapshot) and locks pass, and
 * so do removals: the way out of a full disk must stay open. Thread-safe if the backend below is.
 */
public final class FloorBackend extends ForwardingBackend {
    private final SpaceFloor floor;

    /** Guards a backend by a floor. */
    public FloorBackend(Backend below, SpaceFloor floor) {
        super(below);
        this.floor = floor;
    }

    @Override
    public void save(Handle handle, Content content) {
        if (handle.type() == FileType.DATA) {
            floor.room(content.length()).ifPresent(reason -> {
                throw new PermanentException(reason);
            });
        }
        super.save(handle, content);
    }
}
