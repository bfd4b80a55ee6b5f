package cerb.backup.operation.cache;

import cerb.backup.backend.Handle;

/** Hears of packs that sinks should have. Called by several threads; must not throw. */
public interface Losses {
    /** Hears nothing. */
    Losses UNHEARD = new Losses() { };

    /** A sink's copy of a pack is not what was sent there; others may be sound. */
    default void damaged(Handle pack, String reason) { }

    /** No sink has the pack any more. */
    default void lost(Handle pack, String reason) { }
}
