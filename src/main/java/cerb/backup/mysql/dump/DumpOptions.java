package cerb.backup.mysql.dump;

import cerb.backup.mysql.dump.report.PreviousChunk;
import cerb.backup.mysql.dump.report.Reset;
import cerb.backup.mysql.lock.LockLimits;
import java.util.List;
import java.util.Map;

/**
 * How a dump is taken.
 *
 * @param selection      the tables and views that it has
 * @param parallelism    parts that can be read at once
 * @param locking        how patient locking is, and how far a replica may be behind its source before its dump is marked incomplete
 * @param retries        how often {@link Dump#run} begins again after DDL, a failover or a restart of the server
 * @param previousChunks chunks of the previous dump by table name
 * @param accounts       write the accounts and grants that concern the schema too
 * @param resets         what a restore has to change because rows were left out
 */
public record DumpOptions(TableSelection selection, int parallelism, LockLimits locking, int retries, Map<String, List<PreviousChunk>> previousChunks, boolean accounts,
                          List<Reset> resets) {
    /** Refuses a parallelism below one; copies the collections. */
    public DumpOptions {
        if (parallelism < 1) {
            throw new IllegalArgumentException("dump.parallelism must be at least 1, not " + parallelism);
        }
        previousChunks = Map.copyOf(previousChunks);
        resets = List.copyOf(resets);
    }

    /** Everything, two at once, with the documented limits. */
    public static DumpOptions defaults() {
        return new DumpOptions(TableSelection.ALL, 2, LockLimits.DEFAULT, 3, Map.of(), true, List.of());
    }

    /** The same of other tables. */
    public DumpOptions withSelection(TableSelection other) {
        return new DumpOptions(other, parallelism, locking, retries, previousChunks, accounts, resets);
    }

    /** The same with another number of parts read at once. */
    public DumpOptions withParallelism(int other) {
        return new DumpOptions(selection, other, locking, retries, previousChunks, accounts, resets);
    }

    /** The same with other limits of locking. */
    public DumpOptions withLocking(LockLimits other) {
        return new DumpOptions(selection, parallelism, other, retries, previousChunks, accounts, resets);
    }

    /** The same with the chunks of the previous dump. */
    public DumpOptions withPreviousChunks(Map<String, List<PreviousChunk>> other) {
        return new DumpOptions(selection, parallelism, locking, retries, other, accounts, resets);
    }

    /** The same without {@code accounts.sql}. */
    public DumpOptions withoutAccounts() {
        return new DumpOptions(selection, parallelism, locking, retries, previousChunks, false, resets);
    }

    /** The same with statements for what is left out. */
    public DumpOptions withResets(List<Reset> other) {
        return new DumpOptions(selection, parallelism, locking, retries, previousChunks, accounts, other);
    }

    /** True if the table is dumped without its rows. */
    public boolean isStructureOnly(String table) {
        return selection.isStructureOnly(table);
    }

    /** True if the table or view is part of the dump. */
    public boolean contains(String table) {
        return selection.contains(table);
    }
}
