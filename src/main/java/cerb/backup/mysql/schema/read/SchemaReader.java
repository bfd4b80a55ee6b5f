package cerb.backup.mysql.schema.read;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.SchemaDefaults;
import cerb.backup.mysql.schema.SchemaDefinition;
import cerb.backup.mysql.schema.Sequence;
import cerb.backup.mysql.schema.StoredObject;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads what the session's schema is made of. One thread at a time; the session is its own. */
public final class SchemaReader {
    private static final String TABLES = """
        SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH, CREATE_TIME
        FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() ORDER BY TABLE_NAME""";

    private final Session session;
    private final Predicate<String> included;
    private final ProgramReader programs;
    private final Views views;

    /** {@code included} says which tables and views belong to the dump. */
    public SchemaReader(Session session, Predicate<String> included) {
        this.session = session;
        this.included = included;
        this.programs = new ProgramReader(session);
        this.views = new Views(session);
        // Stored programs are kept in the character set of the client that made them; here they are all wanted in one.
        session.execute("SET SESSION character_set_results=utf8mb4");
    }

    /** Reads everything. A table dropped meanwhile makes it an error. */
    public SchemaDefinition read() {
        Map<String, String> fingerprints = new TreeMap<>();
        List<Table> tables = new ArrayList<>();
        List<Sequence> sequences = new ArrayList<>();
        List<View> found = new ArrayList<>();
        Set<String> leftOut = new TreeSet<>();
        TableReader tableReader = new TableReader(session);
        for (List<String> row : session.rows(TABLES)) {
            if (!included.test(row.get(0))) {
                leftOut.add(row.get(0));
            } else {
                switch (row.get(1)) {
                    case "VIEW" -> found.add(view(row.get(0), fingerprints));
                    case "SEQUENCE" -> sequences.add(sequence(row.get(0), fingerprints));
                    default -> tables.add(table(tableReader, row, fingerprints));
                }
            }
        }
        List<Table> withOwnSequences = tables.stream().map(table -> withoutSchema(table, sequences)).toList();
        List<StoredObject> objects = programs.read(included);
        objects.forEach(object -> fingerprints.put(object.description(), object.toString()));
        return new SchemaDefinition(withOwnSequences, sequences, marked(found, leftOut), objects, fingerprints);
    }

    /** The time of its making tells a table from one of the same definition that took its place; AUTO_INCREMENT moves without DDL. */
    private static Table table(TableReader reader, List<String> row, Map<String, String> fingerprints) {
        Table table = reader.read(row);
        fingerprints.put("table " + table.name(), row.get(5) + "\n" + table.ddl().replaceFirst(" AUTO_INCREMENT=\\d+", ""));
        return table;
    }

    private Sequence sequence(String name, Map<String, String> fingerprints) {
        String ddl = session.rows("SHOW CREATE SEQUENCE " + Identifier.quote(name)).get(0).get(1);
        fingerprints.put("sequence " + name, ddl);
        return new Sequence(name, ddl);
    }

    /** A default that takes a sequence's next value, or its last, names the schema; elsewhere it would take it from the wrong one. */
    private Table withoutSchema(Table table, List<Sequence> sequences) {
        String ddl = table.ddl();
        for (Sequence sequence : sequences) {
            String name = Identifier.quote(sequence.name());
            for (String function : List.of("nextval(", "lastval(")) {
                ddl = ddl.replace(function + Identifier.quote(session.schema()) + "." + name + ")", function + name + ")");
            }
        }
        return new Table(table.name(), table.engine(), table.columns(), table.uniqueKey(), table.rows(), table.dataBytes(), table.versioned(), ddl);
    }

    private View view(String name, Map<String, String> fingerprints) {
        View view = views.read(name);
        fingerprints.put("view " + name, view.toString());
        return view;
    }

    /** The views alone, as {@link #read} finds them; for whoever wants to know beforehand which cannot be made again. */
    public List<View> views() {
        List<List<String>> rows = session.rows(TABLES);
        Set<String> leftOut = rows.stream().map(row -> row.get(0)).filter(included.negate()).collect(Collectors.toCollection(TreeSet::new));
        return marked(rows.stream().filter(row -> row.get(1).equals("VIEW") && included.test(row.get(0))).map(row -> views.read(row.get(0))).toList(), leftOut);
    }

    private static List<View> marked(List<View> views, Set<String> leftOut) {
        return LeftOut.mark(Views.markDead(views), leftOut);
    }

    /** What the schema itself says. */
    public SchemaDefaults defaults() {
        return SchemaDefaults.of(session);
    }
}
