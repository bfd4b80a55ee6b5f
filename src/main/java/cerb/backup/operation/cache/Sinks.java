package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import java.util.List;

/** The sinks that packs are fetched from. Safe for use by several threads at once. */
@FunctionalInterface
public interface Sinks extends AutoCloseable {
    /** All of them, in the order in which they should be asked; perhaps begins to reach them. */
    List<Backend> all();

    /** Gives back what it took to reach them. */
    @Override
    default void close() { }
}
