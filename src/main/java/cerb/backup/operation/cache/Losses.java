package cerb.backup.operation.cache;

import cerb.backup.backend.Handle;
import java.util.Collection;

/** Hears of packs that sinks should have. Called by several threads; must not throw. */
public interface Losses {
    /** Hears nothing. */
    Losses UNHEARD = new Losses() { };

    /** A sink's copy of a pack is not what was sent there; others may be sound. */
    default void damaged(Handle pack, String reason) { }

    /** No sink has a sound copy of the pack any more. */
    default void ruined(Handle pack) { }

    /** A sink has a sound copy of a pack that was ruined. */
    default void mended(Handle pack) { }

    /** No sink has these packs any more. */
    default void lost(Collection<Handle> packs) { }

    /** A sink has these packs, or they are in their places here again, whether they were lost before or not. */
    default void regained(Collection<Handle> packs) { }
}
