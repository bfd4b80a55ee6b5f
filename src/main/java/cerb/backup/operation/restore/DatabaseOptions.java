package cerb.backup.operation.restore;

import cerb.backup.mysql.load.ability.Foreseen;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a database is restored.
 *
 * @param parallelism files loaded at once
 * @param overwrite   whether what the target schema holds is dropped first; otherwise a schema that holds anything is refused
 * @param tables      load these tables only, by name or by a pattern with {@code *} and {@code ?}; empty for all
 * @param dataDirectory where the target server's data directory is seen from here, for a hot copy; null: where the server says
 * @param neutralise  whether a rehearsal on it must harm nobody; then for all tables only
 * @param eventsOff   whether events are made disabled, which neutralising does, too: they run by themselves, and may name any schema of the server
 * @param withoutRows make these tables, and leave their rows out, by name or by a pattern as {@code tables}
 * @param ownDefiner  whether views and programs are made in the name of the account that restores, and not of whoever made them
 * @param tried       whether what the dump defines was tried at the target already: see {@link #after}
 */
public record DatabaseOptions(int parallelism, boolean overwrite, Set<String> tables, Path dataDirectory, boolean neutralise, boolean eventsOff, Set<String> withoutRows,
        boolean ownDefiner, boolean tried) {
    /** Copies the sets. */
    public DatabaseOptions {
        tables = Set.copyOf(tables);
        withoutRows = Set.copyOf(withoutRows);
    }

    /** With the data directory where the server says. */
    public DatabaseOptions(int parallelism, boolean overwrite, Set<String> tables) {
        this(parallelism, overwrite, tables, null);
    }

    /** As it was in the helpdesk. */
    public DatabaseOptions(int parallelism, boolean overwrite, Set<String> tables, Path dataDirectory) {
        this(parallelism, overwrite, tables, dataDirectory, false);
    }

    /** With events as they were, or neutralised. */
    public DatabaseOptions(int parallelism, boolean overwrite, Set<String> tables, Path dataDirectory, boolean neutralise) {
        this(parallelism, overwrite, tables, dataDirectory, neutralise, false, Set.of(), false, false);
    }

    /** The same for a rehearsal that harms nobody. */
    public DatabaseOptions neutralised() {
        return new DatabaseOptions(parallelism, overwrite, tables, dataDirectory, true, eventsOff, withoutRows, ownDefiner, tried);
    }

    /** The same with events that do not run. */
    public DatabaseOptions withEventsOff() {
        return new DatabaseOptions(parallelism, overwrite, tables, dataDirectory, neutralise, true, withoutRows, ownDefiner, tried);
    }

    /** The same without the rows of tables. */
    public DatabaseOptions withoutRowsOf(Set<String> other) {
        return new DatabaseOptions(parallelism, overwrite, tables, dataDirectory, neutralise, eventsOff, other, ownDefiner, tried);
    }

    /** The same with views and programs in the name of the account that restores, or not. */
    public DatabaseOptions withOwnDefiner(boolean other) {
        return new DatabaseOptions(parallelism, overwrite, tables, dataDirectory, neutralise, eventsOff, withoutRows, other, tried);
    }

    /** The same when {@link Restore#examine} has looked at what they are for, and found this: what it has tried is not tried again. */
    public DatabaseOptions after(Foreseen examined) {
        return new DatabaseOptions(parallelism, overwrite, tables, dataDirectory, neutralise, eventsOff, withoutRows, ownDefiner, examined.tried());
    }

    /** What is wanted of the tables of a dump: all that match a name with {@code *} or {@code ?}; any other name itself, and one that matches nothing, there or not. */
    Set<String> wantedOf(Collection<String> dumped) {
        return named(tables, dumped);
    }

    /** The tables of a dump whose rows are left out, as {@link #wantedOf} finds its own. */
    Set<String> emptyOf(Collection<String> dumped) {
        return named(withoutRows, dumped);
    }

    private static Set<String> named(Set<String> names, Collection<String> dumped) {
        Set<String> wanted = new TreeSet<>();
        for (String name : names) {
            Predicate<String> pattern = pattern(name);
            List<String> matching = dumped.contains(name) ? List.of() : dumped.stream().filter(pattern).toList();
            wanted.addAll(matching.isEmpty() ? List.of(name) : matching);
        }
        return wanted;
    }

    private static Predicate<String> pattern(String name) {
        StringBuilder regex = new StringBuilder();
        name.codePoints().forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    /** Everything into an empty schema, two files at once. */
    public static DatabaseOptions defaults() {
        return new DatabaseOptions(2, false, Set.of());
    }
}
