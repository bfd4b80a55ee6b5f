package cerb.backup.operation.crosscheck;

import cerb.backup.Oracles;
import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageKey;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.Dump;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.load.text.StatementReader;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Table;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.Run;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.query.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The tables of a Cerb that refer to objects, in a schema of a real server, and a storage directory beside it. */
public final class CerbScene implements AutoCloseable {
    public static final String DISK = ObjectTable.DISK;
    public static final String DATABASE = ObjectTable.DATABASE;
    private static final int CHUNK = 65_535;
    private static final String STORED = "storage_size INT UNSIGNED NOT NULL DEFAULT 0, storage_key VARCHAR(255) NOT NULL DEFAULT '',"
            + " storage_extension VARCHAR(255) NOT NULL DEFAULT '', storage_profile_id INT UNSIGNED NOT NULL DEFAULT 0";

    public final HelpdeskFixture helpdesk;
    public final Oracles.Database server;
    public final String schema;
    public final Connection connection;

    private CerbScene(Path root, Oracles.Flavour flavour) throws SQLException {
        helpdesk = new HelpdeskFixture(root);
        server = Oracles.database(flavour);
        schema = server.newSchema("cerb");
        connection = server.connect(schema);
    }

    /** Of 10.4 and newer, with a legacy table of MyISAM; both sorts of key of {@code storage_*}. */
    public static CerbScene of(Path root, Oracles.Flavour flavour) throws SQLException {
        CerbScene scene = older(root, flavour);
        scene.sql("CREATE TABLE resource (id INT UNSIGNED PRIMARY KEY, name VARCHAR(255), updated_at INT UNSIGNED, " + STORED + ") ENGINE=InnoDB",
                "CREATE TABLE automation_resource (id INT UNSIGNED PRIMARY KEY, mime_type VARCHAR(255), updated_at INT UNSIGNED, " + STORED + ") ENGINE=InnoDB",
                "CREATE TABLE record_changeset (id INT UNSIGNED PRIMARY KEY, record_type VARCHAR(64), record_id INT UNSIGNED, record_key VARCHAR(64), created_at INT UNSIGNED,"
                        + " storage_sha1hash VARCHAR(40) NOT NULL DEFAULT '', " + STORED + ") ENGINE=InnoDB",
                "CREATE TABLE devblocks_storage_profile (id INT UNSIGNED PRIMARY KEY, name VARCHAR(128), extension_id VARCHAR(255), params_json LONGTEXT) ENGINE=InnoDB",
                "CREATE TABLE storage_record_changeset (id INT UNSIGNED NOT NULL DEFAULT 0, data BLOB, chunk SMALLINT UNSIGNED DEFAULT 1, KEY id_and_chunk (id, chunk)) ENGINE=MyISAM",
                "CREATE TABLE storage_resources (id INT UNSIGNED NOT NULL DEFAULT 0, data BLOB, chunk SMALLINT UNSIGNED DEFAULT 1, KEY id_and_chunk (id, chunk)) ENGINE=InnoDB",
                "CREATE TABLE storage_attachments (id INT UNSIGNED NOT NULL DEFAULT 0, data BLOB, chunk SMALLINT UNSIGNED DEFAULT 1, KEY id_and_chunk (id, chunk)) ENGINE=InnoDB");
        return scene;
    }

    /** Of a version that knew three of the tables. */
    public static CerbScene older(Path root, Oracles.Flavour flavour) throws SQLException {
        CerbScene scene = new CerbScene(root, flavour);
        scene.sql("CREATE TABLE attachment (id INT UNSIGNED PRIMARY KEY, name VARCHAR(255) NOT NULL DEFAULT '', mime_type VARCHAR(255) NOT NULL DEFAULT '', updated INT UNSIGNED"
                        + " NOT NULL DEFAULT 0, storage_sha1hash VARCHAR(40) DEFAULT '', " + STORED + ") ENGINE=InnoDB",
                "CREATE TABLE attachment_link (attachment_id INT UNSIGNED, context VARCHAR(128), context_id INT UNSIGNED, PRIMARY KEY (attachment_id, context, context_id)) ENGINE=InnoDB",
                "CREATE TABLE message (id INT UNSIGNED PRIMARY KEY, ticket_id INT UNSIGNED NOT NULL DEFAULT 0, created_date INT UNSIGNED, " + STORED + ") ENGINE=MyISAM",
                "CREATE TABLE context_avatar (id INT UNSIGNED PRIMARY KEY, context VARCHAR(255), context_id INT UNSIGNED, content_type VARCHAR(255) NOT NULL DEFAULT '', "
                        + "updated_at INT UNSIGNED NOT NULL DEFAULT 0, " + STORED + ") ENGINE=InnoDB",
                "CREATE TABLE storage_message_content (id INT UNSIGNED NOT NULL DEFAULT 0, data BLOB, chunk SMALLINT UNSIGNED DEFAULT 1, KEY id_and_chunk (id, chunk)) ENGINE=InnoDB");
        return scene;
    }

    /** All tables that matter of 11.2, in their full width, and those that older versions have left there. */
    public static CerbScene whole(Path root, Oracles.Flavour flavour) throws SQLException, IOException {
        CerbScene scene = new CerbScene(root, flavour);
        try (InputStream in = CerbScene.class.getResourceAsStream("/cerb/helpdesk-11.2.sql")) {
            StatementReader statements = new StatementReader(in, "helpdesk-11.2.sql");
            for (String statement = statements.next(); statement != null; statement = statements.next()) {
                scene.sql(statement);
            }
        }
        return scene;
    }

    public void sql(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** An object on disk and its row, as Cerb leaves them. */
    public void onDisk(String table, long id, byte[] content) throws SQLException {
        String namespace = namespace(table);
        helpdesk.write(StorageKey.of(namespace, id).path(namespace), content);
        row(table, id, DISK, StorageKey.of(namespace, id).text(), content);
    }

    /** An object in its namespace's table and its row, as Cerb leaves them. */
    public void inDatabase(String table, long id, byte[] content) throws SQLException {
        for (int chunk = 1, at = 0; at < content.length; chunk++, at += CHUNK) {
            chunk(table, id, chunk, Arrays.copyOfRange(content, at, Math.min(content.length, at + CHUNK)));
        }
        row(table, id, DATABASE, Long.toString(id), content);
    }

    public void chunk(String table, long id, int chunk, byte[] data) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO storage_" + namespace(table) + " (id, data, chunk) VALUES (?,?,?)")) {
            insert.setLong(1, id);
            insert.setBytes(2, data);
            insert.setInt(3, chunk);
            insert.executeUpdate();
        }
    }

    /** A row that says that this content is stored there. */
    public void row(String table, long id, String engine, String key, byte[] content) throws SQLException {
        sql("REPLACE INTO " + table + " (id, storage_extension, storage_key, storage_size" + (hasSha1(table) ? ", storage_sha1hash" : "") + ") VALUES (" + id + ", '" + engine
                + "', '" + key + "', " + content.length + (hasSha1(table) ? ", '" + sha1(content) + "'" : "") + ")");
    }

    private static boolean hasSha1(String table) {
        return table(table).hasSha1();
    }

    private static ObjectTable table(String table) {
        return ObjectTable.ALL.stream().filter(each -> each.table().equals(table)).findFirst().orElseThrow();
    }

    public static String namespace(String table) {
        return table(table).namespace();
    }

    public static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Removes an object from the disk, as Cerb does before it deletes the row. */
    public void unlink(String table, long id) {
        helpdesk.delete(StorageKey.of(namespace(table), id).path(namespace(table)));
    }

    /** Asks this server, by JDBC. */
    public LiveRows live() {
        return new LiveRows() {
            @Override
            public List<ObjectRow> find(String table, List<Long> ids) throws SQLException {
                return query(table(table), "id IN (" + ids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")");
            }

            @Override
            public List<ObjectRow> newestFiles() throws SQLException {
                return query(ObjectTable.ALL.get(0), "storage_extension = '" + DISK + "' AND storage_key <> '' ORDER BY id DESC LIMIT 50");
            }

            @Override
            public boolean all(String table, Consumer<Map<String, Object>> row) {
                return false;
            }
        };
    }

    private List<ObjectRow> query(ObjectTable table, String condition) throws SQLException {
        List<ObjectRow> rows = new ArrayList<>();
        try (var statement = connection.createStatement(); var result = statement.executeQuery("SELECT * FROM " + table.table() + " WHERE " + condition)) {
            while (result.next()) {
                rows.add(new ObjectRow(result.getLong("id"), result.getString("storage_extension"), result.getLong("storage_profile_id"), result.getString("storage_key"),
                        result.getLong("storage_size"), table.hasSha1() ? result.getString("storage_sha1hash") : ""));
            }
        }
        return rows;
    }

    /** Something that happens while a recovery point is taken. */
    public interface Meanwhile {
        void happens() throws Exception;
    }

    public RecoveryPointResult backUp(Engine engine) throws Exception {
        return backUp(engine, () -> { }, () -> { });
    }

    /** Takes a recovery point, while something happens between the first walk and the dump, and something between the dump and the last walk. */
    public RecoveryPointResult backUp(Engine engine, Meanwhile beforeDump, Meanwhile afterDump) throws Exception {
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
            beforeDump.happens();
            return dump(run, afterDump);
        }
    }

    private RecoveryPointResult dump(Run run, Meanwhile afterDump) throws Exception {
        DatabaseAddress address = DatabaseAddress.of(server.host(), server.port(), Oracles.Database.USER, () -> "").withSchema(schema);
        DumpOptions options = DumpOptions.defaults().withoutAccounts().withPreviousChunks(run.previousChunks());
        try (Dump dump = Dump.open(address, options, listening(run))) {
            for (Iterator<DumpPart> plan = dump.plan(); plan.hasNext();) {
                DumpPart part = plan.next();
                try (InputStream in = dump.read(part)) {
                    run.store(part, in);
                }
            }
            afterDump.happens();
            return run.commit(dump.finish());
        }
    }

    private static DumpListener listening(Run run) {
        return new DumpListener() {
            @Override
            public RowListener rows(DumpPart part, Table table) {
                return run.rows(part, table);
            }
        };
    }

    /** A text file of a snapshot. */
    public static String read(Engine engine, RecoveryPointResult point, String path) throws IOException {
        var out = new ByteArrayOutputStream();
        var snapshot = new Snapshots(engine.repository(), "cerb").choose(point.snapshot().toString(), null, false);
        new SnapshotContent(engine.repository().index(), snapshot).write(path, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.dropSchema(schema);
    }
}
