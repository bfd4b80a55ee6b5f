package cerb.backup.mysql.load.script;

import cerb.backup.mysql.Server;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.load.text.Definer;
import cerb.backup.mysql.load.text.EventState;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How a dump is loaded.
 *
 * @param parallelism  files loaded at once, and tables verified at once
 * @param overwrite    drop what the target schema holds first; otherwise a schema that holds anything is refused
 * @param tables       load the rows of these tables only; empty for all
 * @param expectedRows rows that must have arrived, by table; tables not named are not checked
 * @param checksums    what the rows in the target must add up to, by table, as {@link cerb.backup.mysql.dump.report.TableReport#checksum()} has them; tables not
 *                     named are not read again
 * @param checksumsOf  name of the {@link cerb.backup.mysql.Server.Flavour} whose text was summed up; the other family writes some values otherwise
 * @param neutralising makes rows harmless: when they are verified, and before there is a trigger or an event, of which events are then made disabled. Null:
 *                     nothing is changed
 * @param withoutRows  tables that are made, and whose rows are left out
 * @param ownDefiner   whether views and programs are made in the name of the account that loads them, and not of whoever made them
 * @param version      of the server that the dump is of, as that told it; empty if unknown
 * @param tried        whether what the dump defines was tried at the target's server already, as {@link cerb.backup.mysql.load.ability.Foreseen#tried()} has it
 * @param resets       statements for what has to change because rows are left out: executed once all others are there and verified, and again in a load that goes on
 */
public record LoadOptions(
        int parallelism, boolean overwrite, Set<String> tables, Map<String, Long> expectedRows, Map<String, String> checksums, String checksumsOf,
        Neutralising neutralising, Set<String> withoutRows, boolean ownDefiner, String version, boolean tried, List<String> resets) {
    /**
     * What makes rows harmless before anything can act upon them.
     *
     * @param tables whose rows it changes: they are loaded last, and nobody else sees them before the change, where they have transactions
     * @param change on a connection in the schema, in whose transaction those rows were inserted and verified; it commits. It may be called again in a load that goes on
     */
    public record Neutralising(Set<String> tables, Consumer<Connection> change) {
        /** Changes nothing; but events are disabled all the same. */
        public static final Neutralising NOTHING = new Neutralising(Set.of(), connection -> { });

        /** Copies the set. */
        public Neutralising {
            tables = Set.copyOf(tables);
        }
    }

    /** Refuses a parallelism below one; copies the collections. */
    public LoadOptions {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
        }
        tables = Set.copyOf(tables);
        expectedRows = Map.copyOf(expectedRows);
        checksums = Map.copyOf(checksums);
        withoutRows = Set.copyOf(withoutRows);
        resets = List.copyOf(resets);
    }

    /** Counts rows, and compares no checksums. */
    public LoadOptions(int parallelism, boolean overwrite, Set<String> tables, Map<String, Long> expectedRows) {
        this(parallelism, overwrite, tables, expectedRows, Map.of(), "", null, Set.of(), false, "", false, List.of());
    }

    /** Two files at once into an empty schema. */
    public static LoadOptions defaults() {
        return new LoadOptions(2, false, Set.of(), Map.of());
    }

    /** The same with checksums to compare, summed up over the text of this family of servers. */
    public LoadOptions withChecksums(Map<String, String> other, String flavour) {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, other, flavour, neutralising, withoutRows, ownDefiner, version, tried, resets);
    }

    /** The same with rows made harmless. */
    public LoadOptions neutralisedBy(Neutralising other) {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, checksums, checksumsOf, other, withoutRows, ownDefiner, version, tried, resets);
    }

    /** The same without the rows of these tables. */
    public LoadOptions withoutRowsOf(Set<String> other) {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, checksums, checksumsOf, neutralising, other, ownDefiner, version, tried, resets);
    }

    /** The same with what changes because of that. */
    public LoadOptions withResets(List<String> other) {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, checksums, checksumsOf, neutralising, withoutRows, ownDefiner, version, tried, other);
    }

    /** The same with views and programs in the name of the account that loads them. */
    public LoadOptions definedByLoader() {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, checksums, checksumsOf, neutralising, withoutRows, true, version, tried, resets);
    }

    /** The same of a dump that a server of this version told of itself. */
    public LoadOptions ofVersion(String other) {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, checksums, checksumsOf, neutralising, withoutRows, ownDefiner, other, tried, resets);
    }

    /** The same, with definitions that were tried already, or not. */
    public LoadOptions withTried(boolean other) {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, checksums, checksumsOf, neutralising, withoutRows, ownDefiner, version, other, resets);
    }

    /** Whether a server is the one that the dump is of, or the like. */
    public boolean isOf(Server server) {
        return server.flavour().name().equals(checksumsOf) && server.version().equals(version);
    }

    /** Whether a table's rows are loaded last, since they would make something act. */
    public boolean isActing(String table) {
        return neutralising != null && neutralising.tables().contains(table);
    }

    /**
     * What a dump is called that is loaded as these options say: a load of some tables is no load of others, one without rows none of all, and one whose rows may have been changed none of
     * the rows as they were.
     */
    public String identityOf(LoadSource source) {
        return source.identity() + (neutralising == null ? "" : ", neutralised") + some(", ", tables) + some(", without rows of ", withoutRows);
    }

    private static String some(String words, Set<String> tables) {
        return tables.isEmpty() ? "" : words + tables.size() + " tables (" + Integer.toHexString(new TreeSet<>(tables).hashCode()) + ")";
    }

    /** A statement of {@code schema.sql} or {@code post.sql}, as it is to be executed. */
    public String made(String sql) {
        String named = ownDefiner ? Definer.removed(sql) : sql;
        return neutralising == null ? named : EventState.disabled(named);
    }

    /** Whether the rows of this table are to be loaded; those of a marker, of a dump of a schema that was only half loaded, never are. */
    public boolean wants(String table) {
        return !table.equals(Marker.TABLE) && !withoutRows.contains(table) && (tables.isEmpty() || tables.contains(table));
    }
}
