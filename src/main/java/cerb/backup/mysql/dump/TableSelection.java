package cerb.backup.mysql.dump;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which tables and views a dump has.
 *
 * @param include       those whose whole name matches are dumped
 * @param exclude       of those, the ones left out altogether; null for none
 * @param structureOnly tables dumped without their rows; {@code search_*} is for all whose names begin so
 */
public record TableSelection(Pattern include, Pattern exclude, Set<String> structureOnly) {
    /** Everything. */
    public static final TableSelection ALL = new TableSelection(Pattern.compile(".*", Pattern.DOTALL), null, Set.of());

    /** Copies the set. */
    public TableSelection {
        structureOnly = Set.copyOf(structureOnly);
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
