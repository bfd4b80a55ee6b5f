package cerb.backup.operation.crosscheck.rows;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageProfile;
import cerb.backup.mysql.dump.DumpPart;
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
            if (text != null && StorageProfile.of(new String(text, StandardCharsets.UTF_8)).isElsewhere()) {
                profilesElsewhere.add(Long.parseLong(new String(row.value(id), StandardCharsets.US_ASCII)));
            }
        };
    }

    /** Forgets everything, because the dump begins again. */
    public void clear() {
        rows.clear();
        objects.clear();
        profilesElsewhere.clear();
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
