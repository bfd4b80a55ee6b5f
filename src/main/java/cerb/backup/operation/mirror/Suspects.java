package cerb.backup.operation.mirror;

import cerb.backup.backend.Handle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Files that may be wrong at the sink under their names, whatever size is listed there: an answer to a new put clears one, or its hash. A store that computes none may refuse to
 * replace a file as well: there the size counts in the end, as it does after a start. For one thread at a time.
 */
final class Suspects {
    private enum State {
        /** A put has failed. */
        FAILED,
        /** A listing has the right size, and the sink cannot hash: it is put again. */
        LISTED,
        /** That put has failed too. */
        REFUSED,
        /** The sink has said that it holds other bytes. */
        WRONG
    }

    private final Map<Handle, State> files = new HashMap<>();

    /** A put has failed; true if that was the one that a listing with the right size had led to. */
    boolean putFailed(Handle file) {
        State now = files.merge(file, State.FAILED, (known, failed) -> known == State.LISTED ? State.REFUSED : known);
        return now == State.REFUSED;
    }

    void wrong(Handle file) {
        files.put(file, State.WRONG);
    }

    /** Of a file that the sink has listed with the right size it cannot say more. */
    void onlyListed(Handle file) {
        if (files.get(file) == State.REFUSED) {
            files.remove(file);
        } else {
            files.replace(file, State.FAILED, State.LISTED);
        }
    }

    void clear(Handle file) {
        files.remove(file);
    }

    void clearIf(Predicate<Handle> isGone) {
        files.keySet().removeIf(isGone);
    }

    boolean contains(Handle file) {
        return files.containsKey(file);
    }

    List<Handle> all() {
        return List.copyOf(files.keySet());
    }
}
