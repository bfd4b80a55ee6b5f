package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import java.util.List;

/** The sinks that packs are fetched from. Safe for use by several threads at once. */
public interface Sinks extends AutoCloseable {
    /** Those that can be asked now, in the order in which they should be; perhaps begins to reach them. */
    List<Backend> all();

    /** Whether no other holds packs: only then is something lost that none of {@link #all} has. */
    boolean areComplete();

    /** Gives back what it took to reach them. */
    @Override
    default void close() { }

    /** The same for somebody else, whose close gives nothing back. */
    default Sinks lent() {
        Sinks owned = this;
        return new Sinks() {
            @Override
            public List<Backend> all() {
                return owned.all();
            }

            @Override
            public boolean areComplete() {
                return owned.areComplete();
            }
        };
    }

    /** These, and no others. */
    static Sinks of(List<Backend> all) {
        return new Sinks() {
            @Override
            public List<Backend> all() {
                return all;
            }

            @Override
            public boolean areComplete() {
                return true;
            }
        };
    }
}
