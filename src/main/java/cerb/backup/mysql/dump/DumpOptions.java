package cerb.backup.mysql.dump;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a dump is taken.
 *
 * @param include        tables and views whose whole name matches are dumped
 * @param exclude        of those, the ones left out altogether; null for none
 * @param structureOnly  tables dumped without their rows; {@code search_*} is for all whose names begin so
 * @param parallelism    parts that can be read at once
 * @param stallLimit     how long waiting for a lock may hold writers up before it is given up for the moment
 * @param lockTimeout    how long to try again before the dump fails
 * @param lagLimit       how far a replica may be behind its source before its dump is marked incomplete
 * @param retries        how often {@link Dump#run} begins again after DDL, a failover or a restart of the server
 * @param previousChunks chunks of the previous dump by table name
 * @param ddlWaits       let DDL wait until the dump has ended, where the server has a lock that holds up nothing else
 * @param accounts       write the accounts and grants that concern the schema too
 * @param resets         what a restore has to change because rows were left out
 */
public record DumpOptions(Pattern include, Pattern exclude, Set<String> structureOnly, int parallelism, Duration stallLimit, Duration lockTimeout,
                          Duration lagLimit, int retries, Map<String, List<PreviousChunk>> previousChunks, boolean ddlWaits, boolean accounts,
                          List<Reset> resets) {
    /** Refuses a parallelism below one; copies the collections. */
    public DumpOptions {
        if (parallelism < 1) {
            throw new IllegalArgumentException("dump.parallelism must be at least 1, not " + parallelism);
        }
        structureOnly = Set.copyOf(structureOnly);
        previousChunks = Map.copyOf(previousChunks);
        resets = List.copyOf(resets);
    }

    /** Everything, two at once, with the documented limits. */
    public static DumpOptions defaults() {
        return new DumpOptions(Pattern.compile(".*", Pattern.DOTALL), null, Set.of(), 2, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMinutes(1), 3, Map.of(), false, true, List.of());
    }

    /** The same of other tables. */
    public DumpOptions withSelection(Pattern otherInclude, Pattern otherExclude, Set<String> otherStructureOnly) {
        return new DumpOptions(otherInclude, otherExclude, otherStructureOnly, parallelism, stallLimit, lockTimeout, lagLimit, retries, previousChunks, ddlWaits, accounts, resets);
    }

    /** The same with another number of parts read at once. */
    public DumpOptions withParallelism(int other) {
        return new DumpOptions(include, exclude, structureOnly, other, stallLimit, lockTimeout, lagLimit, retries, previousChunks, ddlWaits, accounts, resets);
    }

    /** The same with the chunks of the previous dump. */
    public DumpOptions withPreviousChunks(Map<String, List<PreviousChunk>> other) {
        return new DumpOptions(include, exclude, structureOnly, parallelism, stallLimit, lockTimeout, lagLimit, retries, other, ddlWaits, accounts, resets);
    }

    /** The same without {@code accounts.sql}. */
    public DumpOptions withoutAccounts() {
        return new DumpOptions(include, exclude, structureOnly, parallelism, stallLimit, lockTimeout, lagLimit, retries, previousChunks, ddlWaits, false, resets);
    }

    /** The same with other limits of locking. */
    public DumpOptions withLocking(Duration newStallLimit, Duration newLockTimeout) {
        return new DumpOptions(include, exclude, structureOnly, parallelism, newStallLimit, newLockTimeout, lagLimit, retries, previousChunks, ddlWaits, accounts, resets);
    }

    /** The same, but DDL waits. */
    public DumpOptions withDdlWaiting() {
        return new DumpOptions(include, exclude, structureOnly, parallelism, stallLimit, lockTimeout, lagLimit, retries, previousChunks, true, accounts, resets);
    }

    /** The same with another limit of a replica's lag. */
    public DumpOptions withLagLimit(Duration other) {
        return new DumpOptions(include, exclude, structureOnly, parallelism, stallLimit, lockTimeout, other, retries, previousChunks, ddlWaits, accounts, resets);
    }

    /** The same with statements for what is left out. */
    public DumpOptions withResets(List<Reset> other) {
        return new DumpOptions(include, exclude, structureOnly, parallelism, stallLimit, lockTimeout, lagLimit, retries, previousChunks, ddlWaits, accounts, other);
    }

    /** True if the table is dumped without its rows. */
    public boolean isStructureOnly(String table) {
        return isNamed(structureOnly, table);
    }

    /** True if the table is one of those named as {@link #structureOnly} is. */
    public static boolean isNamed(Collection<String> names, String table) {
        return names.stream().anyMatch(name -> name.endsWith("*") ? table.startsWith(name.substring(0, name.length() - 1)) : table.equals(name));
    }

    /** True if the table or view is part of the dump. */
    public boolean contains(String table) {
        return include.matcher(table).matches() && (exclude == null || !exclude.matcher(table).matches());
    }
}
