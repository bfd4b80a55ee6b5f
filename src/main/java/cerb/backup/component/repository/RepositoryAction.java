package cerb.backup.component.repository;

import java.util.Arrays;
import java.util.Locale;

/** What an endpoint of the repository does. */
public enum RepositoryAction {
    /** Producer: begins a recovery point. */
    BEGIN,
    /** Producer: stores the body as one part of the recovery point begun. */
    STORE,
    /** Producer: writes the snapshot of the recovery point begun. */
    COMMIT,
    /** Producer, in a doCatch: ends a recovery point that has not been committed, and throws again what has failed. */
    ABANDON,
    /** Producer: brings the storage part up to date and writes a checkpoint. */
    UPDATE,
    /** Producer: removes what no snapshot needs, and merges what is small. */
    PRUNE,
    /** Producer, in a route that a cross-check asks: hands on the rows in the body, each with the columns id, path, size and sha1. */
    REFER,
    /** Producer: checks the repository. */
    CHECK,
    /** Producer: restores the newest recovery point where it harms nobody, compares it and removes it. */
    DRILL,
    /** Producer: forgets snapshots that need not stay. */
    FORGET,
    /** Consumer: what one sink has not confirmed yet. */
    SINK;

    /** Reads the word that stands after {@code repository:}. */
    static RepositoryAction of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "repository:" + word + " is not known; use one of " + Arrays.stream(values()).map(RepositoryAction::word).toList()));
    }

    /** The word in an endpoint's URI. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
