package cerb.backup.mysql.load.target;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.read.Libraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a schema holds.
 *
 * @param objects   tables, views and programs
 * @param foldsCase whether names of tables that differ in case only are the same there
 */
public record Contents(List<Thing> objects, boolean foldsCase) {
    /**
     * Something in a schema.
     *
     * @param kind   such as {@code table}, {@code view} or {@code trigger}
     * @param name   its name
     * @param engine of a table, else null
     * @param rows   of a table, as the server estimates them; else 0
     * @param bytes  of a table and its indexes, as the server estimates them; else 0
     */
    public record Thing(String kind, String name, String engine, long rows, long bytes) {
        /** Such as {@code table `ticket`}. */
        public String object() {
            return kind + " " + Identifier.quote(name);
        }

        boolean isTable() {
            return kind.equals("table");
        }

        boolean isProgram() {
            return !isTable() && !kind.equals("view") && !kind.equals("sequence");
        }
    }

    /** Copies the list. */
    public Contents {
        objects = List.copyOf(objects);
    }

    /** Looks at a schema, which need not be there; the session may be in any. */
    static Contents of(Session session, String schema) {
        String name = Identifier.literal(schema);
        List<Thing> objects = new ArrayList<>();
        session.rows("SELECT TABLE_TYPE, TABLE_NAME, ENGINE, COALESCE(TABLE_ROWS, 0), COALESCE(DATA_LENGTH + INDEX_LENGTH, 0) FROM information_schema.TABLES WHERE TABLE_SCHEMA=" + name)
                .forEach(row -> objects.add(table(row)));
        session.rows("SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=" + name).forEach(row -> objects.add(program(row.get(0), row.get(1))));
        session.rows("SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=" + name).forEach(row -> objects.add(program("trigger", row.get(0))));
        session.rows("SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA=" + name).forEach(row -> objects.add(program("event", row.get(0))));
        Libraries.in(schema, session).forEach(library -> objects.add(program("library", library)));
        return new Contents(objects, !session.value("SELECT @@lower_case_table_names").orElse("0").equals("0"));
    }

    private static Thing table(List<String> row) {
        String kind = row.get(0).equals("VIEW") || row.get(0).equals("SEQUENCE") ? row.get(0).toLowerCase(Locale.ROOT) : "table";
        boolean table = kind.equals("table");
        return new Thing(kind, row.get(1), row.get(2), table ? Long.parseLong(row.get(3)) : 0, table ? Long.parseLong(row.get(4)) : 0);
    }

    private static Thing program(String kind, String name) {
        return new Thing(kind.toLowerCase(Locale.ROOT), name, null, 0, 0);
    }

    /** Those of them that meet a condition. */
    Contents only(Predicate<Thing> condition) {
        return new Contents(objects.stream().filter(condition).toList(), foldsCase);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return objects.isEmpty();
    }

    /** Whether an object such as {@code table `ticket`} is there. */
    boolean holds(String object) {
        return objects.stream().anyMatch(thing -> same(thing.object(), object));
    }

    /** Whether two names are those of one object. */
    boolean same(String one, String other) {
        return foldsCase ? one.equalsIgnoreCase(other) : one.equals(other);
    }

    /** How many objects of each kind. */
    public SortedMap<String, Long> counts() {
        return objects.stream().collect(Collectors.groupingBy(Thing::kind, TreeMap::new, Collectors.counting()));
    }

    long bytes() {
        return objects.stream().mapToLong(Thing::bytes).sum();
    }

    /** Rows of the tables, as the server estimates them. */
    public long rows() {
        return objects.stream().mapToLong(Thing::rows).sum();
    }

    /** How many of what, such as {@code 12 tables of about 3400 rows, 1 view}. */
    public String summary() {
        return counts().entrySet().stream().map(count -> count.getValue() + " " + count.getKey() + (count.getValue() == 1 ? "" : "s")
                + (count.getKey().equals("table") ? " of about " + rows() + " rows" : "")).collect(Collectors.joining(", "));
    }
}
