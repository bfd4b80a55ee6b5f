package cerb.backup.cli.daemon;

import cerb.backup.operation.observer.Observer;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The work of a verb, done in this process or in the daemon alike. */
@FunctionalInterface
public interface Work {
    /**
     * Does it.
     *
     * @param arguments the verb's arguments; what is missing has its default
     * @param display   is told how far the work is
     */
    Outcome run(ObjectNode arguments, Observer display) throws Exception;

    /** Whether the work is of no use to anybody once the client has gone: then its thread is interrupted. Other work goes on. */
    default boolean endsWithClient() {
        return false;
    }
}
