package cerb.backup.observe.jmx;

/** What a console may have done; each takes the same way as the verb of that name. Called by several threads at once. */
public interface Operations {
    /** Takes a recovery point and returns the verb's JSON, which says whether it is incomplete. */
    String backupNow() throws Exception;

    /** Begins nothing more by itself, but goes on sending to sinks. */
    void pause() throws Exception;

    /** Ends a pause. */
    void resume() throws Exception;

    /** Waits until every sink holds everything, for so many seconds at most, and returns the verb's JSON. */
    String sync(int seconds) throws Exception;

    /** Forgets the snapshots that need not stay and returns the verb's JSON; with {@code dryRun} it only says which. */
    String forget(boolean dryRun) throws Exception;

    /** Prunes and returns the verb's JSON; with {@code dryRun} it only says what it would remove. */
    String prune(boolean dryRun) throws Exception;
}
