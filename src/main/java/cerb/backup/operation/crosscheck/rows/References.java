package cerb.backup.operation.crosscheck.rows;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageProfile;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one dump says about objects: the rows that refer to them, and those that it holds itself. Thread-safe while it is heard. */
public final class References {
    private static final String DATABASE_TABLE = "storage_";

    private final StorageEngines engines = new StorageEngines();
    private final Map<String, ObjectRows> rows = new ConcurrentHashMap<>();
    private final Map<String, DatabaseObjects> objects = new ConcurrentHashMap<>();
    private final Set<Long> profilesElsewhere = ConcurrentHashMap.newKeySet();
    private volatile boolean isAsked;

    /** Who is to hear of the rows of a part of the dump. */
    public RowListener listen(DumpPart part, List<Column> columns) {
        String name = part.table();
        Optional<ObjectTable> table = ObjectTable.ALL.stream().filter(each -> each.table().equals(name)).findFirst();
        if (table.isPresent()) {
            return rows.computeIfAbsent(name, key -> new ObjectRows(table.get(), engines)).listen(part.path(), columns);
        }
        if (name.equals(StorageProfile.TABLE)) {
            return profiles(columns);
        }
        return name.startsWith(DATABASE_TABLE) ? ObjectTable.ofNamespace(name.substring(DATABASE_TABLE.length()))
                .map(owner -> objects.computeIfAbsent(owner.namespace(), key -> new DatabaseObjects(owner.hasSha1())).listen(columns)).orElse(RowListener.NONE)
                : RowListener.NONE;
    }

    private RowListener profiles(List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        int id = names.indexOf("id");
        int parameters = names.indexOf("params_json");
        return row -> {
            byte[] text = parameters < 0 ? null : row.value(parameters);
            if (text != null) {
                profile(Long.parseLong(new String(row.value(id), StandardCharsets.US_ASCII)), new String(text, StandardCharsets.UTF_8));
            }
        };
    }

    private void profile(long id, String parameters) {
        if (StorageProfile.of(parameters).isElsewhere()) {
            profilesElsewhere.add(id);
        }
    }

    /**
     * Asks for the rows of a dump that consists of the server's own files, in which nobody hears them: so they are of a little later than the dump. Objects in the
     * database are asked for after the rows that refer to them.
     *
     * @param tables that the dump has
     * @throws Exception if they cannot all be asked for: then none is kept
     */
    public void ask(RowSource source, Set<String> tables) throws Exception {
        try {
            if (tables.contains(StorageProfile.TABLE)) {
                demand(StorageProfile.TABLE, source.all(StorageProfile.TABLE, row -> profile(new Columns(row).number("id", 0), new Columns(row).text("params_json"))));
            }
            for (ObjectTable table : ObjectTable.among(tables)) {
                ObjectRows found = new ObjectRows(table, engines);
                rows.put(table.table(), found);
                found.ask(source);
                String pieces = DATABASE_TABLE + table.namespace();
                if (tables.contains(pieces)) {
                    DatabaseObjects stored = new DatabaseObjects(false);
                    objects.put(table.namespace(), stored);
                    demand(pieces, source.all(pieces, stored::add));
                }
            }
            isAsked = true;
        } catch (Exception e) {
            clear();
            throw e;
        }
    }

    static void demand(String table, boolean asked) {
        if (!asked) {
            throw new IllegalStateException("nobody can be asked for the rows of " + table);
        }
    }

    /** Whether the rows were asked for, and not heard while they were dumped. */
    public boolean isAsked() {
        return isAsked;
    }

    private void clear() {
        rows.clear();
        objects.clear();
        profilesElsewhere.clear();
        isAsked = false;
    }

    /** The rows of a table; null where the dump has none of this name, or was told to leave them out. */
    public ObjectRows rows(ObjectTable table) {
        return rows.get(table.table());
    }

    /** The objects in a namespace's own table; null where the dump has no such table. */
    public DatabaseObjects objects(ObjectTable table) {
        return objects.get(table.namespace());
    }

    /** Whether no table was heard that refers to objects: not a Cerb, or its rows are not read one by one. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether a row's object is a file of the storage directory. */
    public boolean isFile(ObjectRow row) {
        return row.engine().equals(ObjectTable.DISK) && !profilesElsewhere.contains(row.profile());
    }

    /** Whether a row's object is in its namespace's own table. */
    public boolean isInDatabase(ObjectRow row) {
        return row.engine().equals(ObjectTable.DATABASE) && !profilesElsewhere.contains(row.profile());
    }
}
