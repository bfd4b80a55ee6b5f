package cerb.backup.operation.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageKey;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.text.StatementReader;
import cerb.backup.operation.DatabaseDumps;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.attachment.AttachmentVersion.Owner;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.query.rows.DumpedTables;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attachments that somebody deleted in the helpdesk come back, file and rows, from wherever Cerb kept them. */
final class AttachmentsTest {
    private static final String NAME = "../R\u00e9chnung 'Nr. 4711' \\ \"x\".pdf";
    private static final List<String> TABLES = List.of("attachment", "attachment_link", "storage_attachments");

    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;
    private final List<Finding> findings = new ArrayList<>();

    private static void makeTables(TestSchema schema) {
        schema.execute("""
                CREATE TABLE attachment (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(255) NOT NULL DEFAULT '', mime_type VARCHAR(255) NOT NULL DEFAULT '',
                  storage_size INT UNSIGNED NOT NULL DEFAULT 0, storage_key VARCHAR(255) NOT NULL DEFAULT '', storage_extension VARCHAR(255) NOT NULL DEFAULT '',
                  storage_profile_id INT UNSIGNED NOT NULL DEFAULT 0, updated INT UNSIGNED NOT NULL DEFAULT 0, storage_sha1hash VARCHAR(40) DEFAULT '') DEFAULT CHARSET=utf8mb4""",
                "CREATE TABLE attachment_link (attachment_id INT UNSIGNED NOT NULL, context VARCHAR(128) NOT NULL DEFAULT '', context_id INT UNSIGNED NOT NULL, PRIMARY KEY (attachment_id, context, context_id))",
                "CREATE TABLE storage_attachments (id INT UNSIGNED NOT NULL DEFAULT 0, data BLOB, chunk SMALLINT UNSIGNED DEFAULT 1, KEY id_and_chunk (id, chunk))");
    }

    private static String sha1(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
    }

    private void attach(TestSchema schema, int id, String name, byte[] content) throws Exception {
        helpdesk.write(HelpdeskFixture.attachment(id), content);
        row(schema, id, name, content, ObjectTable.DISK, StorageKey.of("attachments", id).text());
    }

    private static void row(TestSchema schema, int id, String name, byte[] content, String engine, String key) throws Exception {
        schema.execute("INSERT INTO attachment VALUES (" + id + ", 0x" + HexFormat.of().formatHex(name.getBytes("UTF-8")) + ", 'application/pdf', " + content.length + ", '" + key + "', '" + engine
                + "', 0, 1700000000, '" + sha1(content) + "')", "INSERT INTO attachment_link VALUES (" + id + ", 'cerberusweb.contexts.message', 99), (" + id + ", 'cerberusweb.contexts.comment', 3)");
    }

    /** As Cerb's database engine does it; the rows come in no order. */
    private static void attachInDatabase(TestSchema schema, int id, String name, byte[] content) throws Exception {
        row(schema, id, name, content, ObjectTable.DATABASE, String.valueOf(id));
        for (int chunk = (content.length + 65_534) / 65_535; chunk > 0; chunk--) {
            byte[] piece = Arrays.copyOfRange(content, (chunk - 1) * 65_535, Math.min(content.length, chunk * 65_535));
            schema.execute("INSERT INTO storage_attachments VALUES (" + id + ", 0x" + HexFormat.of().formatHex(piece) + ", " + chunk + ")");
        }
    }

    private static void delete(TestSchema schema, int id) {
        schema.execute("DELETE FROM attachment WHERE id=" + id, "DELETE FROM attachment_link WHERE attachment_id=" + id, "DELETE FROM storage_attachments WHERE id=" + id);
    }

    private List<StoredSnapshot> points(Engine engine) {
        return new Snapshots(engine.repository(), "cerb").recoveryPoints(findings::add);
    }

    private List<AttachmentVersion> find(Engine engine, String query) {
        return new Attachments(engine.repository().index(), findings::add).find(AttachmentQuery.of(query), points(engine));
    }

    private RestoredAttachment restore(Engine engine, long id, List<StoredSnapshot> points, String directory) {
        return new AttachmentRestore(engine.repository().index(), findings::add).restore(id, points, root.resolve(directory));
    }

    private static List<List<String>> rows(TestSchema schema, int id) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(schema.hexRows("SELECT * FROM " + table + " WHERE " + (table.equals("attachment_link") ? "attachment_id" : "id") + "=" + id + " ORDER BY 1, 2, 3"));
        }
        return rows;
    }

    private static void execute(TestSchema schema, Path sql) throws IOException {
        List<String> statements = new ArrayList<>();
        try (InputStream in = Files.newInputStream(sql)) {
            StatementReader reader = new StatementReader(in, sql.toString());
            for (String statement = reader.next(); statement != null; statement = reader.next()) {
                statements.add(statement);
            }
        }
        schema.execute(statements.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void whatWasDeletedFromTablesAndDiskComesBack(Flavour flavour) throws Exception {
        helpdesk = new HelpdeskFixture(root);
        byte[] onDisk = HelpdeskFixture.content(7, 90_000);
        byte[] inDatabase = HelpdeskFixture.content(8, 150_000);
        try (TestSchema schema = TestSchema.on(flavour); Engine engine = helpdesk.engine()) {
            makeTables(schema);
            attach(schema, 7, NAME, onDisk);
            attachInDatabase(schema, 8, "gro\u00df.bin", inDatabase);
            row(schema, 9, "far away.pdf", new byte[3], "devblocks.storage.engine.s3", "8/q/9");
            List<List<String>> rowsOf7 = rows(schema, 7);
            List<List<String>> rowsOf8 = rows(schema, 8);
            DatabaseDumps.backUp(engine, schema.address());
            delete(schema, 7);
            delete(schema, 8);
            helpdesk.delete(HelpdeskFixture.attachment(7));
            DatabaseDumps.backUp(engine, schema.address());

            AttachmentVersion found = find(engine, "R\u00c9CHNUNG").get(0);
            assertThat(found.attachment().name()).isEqualTo(NAME);
            assertThat(found.owners()).containsExactlyInAnyOrder(new Owner("cerberusweb.contexts.message", 99), new Owner("cerberusweb.contexts.comment", 3));
            assertThat(found.object()).isEqualTo(ObjectState.PRESENT);
            assertThat(found.points()).isEqualTo(1);
            assertThat(found.first().id()).isEqualTo(found.last().id()).isEqualTo(points(engine).get(0).id().toString());
            assertThat(find(engine, sha1(onDisk))).containsExactly(found);
            assertThat(find(engine, "7")).containsExactly(found);
            assertThat(find(engine, "*.BIN")).singleElement().extracting(AttachmentVersion::object).isEqualTo(ObjectState.IN_DATABASE);
            assertThat(find(engine, "far")).singleElement().satisfies(version -> {
                assertThat(version.object()).isEqualTo(ObjectState.ELSEWHERE);
                assertThat(version.points()).isEqualTo(2);
            });
            assertThat(find(engine, "no such file")).isEmpty();

            RestoredAttachment restored = restore(engine, 7, points(engine), "back");
            assertThat(restored.file()).hasBinaryContent(onDisk).hasFileName("\"x\".pdf");
            assertThat(restored.incomplete()).isFalse();
            assertThat(restored.belongsTo()).isEqualTo(HelpdeskFixture.attachment(7));
            execute(schema, restored.sql());
            assertThat(rows(schema, 7)).isEqualTo(rowsOf7);
            RestoredAttachment large = restore(engine, 8, points(engine), "back");
            assertThat(large.file()).hasBinaryContent(inDatabase);
            assertThat(FileName.of(large.file())).as("whatever the locale").isEqualTo(FileName.of("gro\u00df.bin"));
            execute(schema, large.sql());
            assertThat(rows(schema, 8)).isEqualTo(rowsOf8);
            assertThatThrownBy(() -> execute(schema, large.sql())).as("the rows are there").hasMessageContaining("Duplicate");
            assertThat(rows(schema, 8)).isEqualTo(rowsOf8);
            assertThat(findings).isEmpty();

            assertThatThrownBy(() -> restore(engine, 8, points(engine), "back")).isInstanceOf(OperationException.class).hasMessageContaining("it is there already");
            assertThatThrownBy(() -> restore(engine, 9, points(engine), "back")).hasMessage("no recovery point holds attachment 9 whole");
            assertThat(findings).hasSize(2).allMatch(finding -> finding.toString().contains("is not in the backup"));
            assertThatThrownBy(() -> restore(engine, 77, points(engine), "back")).hasMessage("no recovery point has an attachment 77");
            assertThat(root.resolve("back").toFile().list()).hasSize(4);
        }
    }

    /** Flips a bit of the first piece of a table's rows. */
    private void damage(Engine engine, StoredSnapshot point, String table) throws IOException {
        Id database = BaseSnapshot.readParts(point, engine.repository().index()).orElseThrow().database().subtree();
        Id rows = new DumpedTables(engine.repository().index(), "", database).files(table).get(0).content().get(0);
        var location = engine.repository().index().locate(BlobHandle.data(rows)).orElseThrow();
        Path pack = helpdesk.repository.resolve("data/" + location.pack().toString().substring(0, 2) + "/" + location.pack());
        byte[] bytes = Files.readAllBytes(pack);
        bytes[(int) location.blob().offset() + 20] ^= 1;
        // it is read-only
        Files.delete(pack);
        Files.write(pack, bytes);
    }

    @ParameterizedTest
    @EnumSource(value = Flavour.class, names = {"MARIADB", "MYSQL"})
    void bytesComeBackWithoutLinksThatCannotBeRead(Flavour flavour) throws Exception {
        helpdesk = new HelpdeskFixture(root);
        byte[] content = HelpdeskFixture.content(7, 5_000);
        try (TestSchema schema = TestSchema.on(flavour); Engine engine = helpdesk.engine()) {
            makeTables(schema);
            attach(schema, 7, "contract.pdf", content);
            DatabaseDumps.backUp(engine, schema.address());
            damage(engine, points(engine).get(0), "attachment_link");

            assertThat(find(engine, "7")).singleElement().satisfies(version -> assertThat(version.owners()).isEmpty());
            assertThat(findings).singleElement().asString().contains("cannot be searched as a whole", "attachment_link");
            findings.clear();
            RestoredAttachment restored = restore(engine, 7, points(engine), "back");
            assertThat(restored.file()).hasBinaryContent(content);
            assertThat(restored.incomplete()).isTrue();
            assertThat(restored.links()).isZero();
            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.marksIncomplete()).isTrue();
                assertThat(finding.message()).contains("its links to records are not among the statements", "attachment_link");
            });
            schema.execute("DELETE FROM attachment WHERE id=7");
            execute(schema, restored.sql());
            assertThat(schema.value("SELECT name FROM attachment WHERE id=7")).isEqualTo("contract.pdf");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Flavour.class, names = {"MARIADB", "MYSQL"})
    void anIdUsedTwiceAndADamagedFileHaveVersions(Flavour flavour) throws Exception {
        helpdesk = new HelpdeskFixture(root);
        byte[] content = HelpdeskFixture.content(1, 5_000);
        try (TestSchema schema = TestSchema.on(flavour); Engine engine = helpdesk.engine()) {
            makeTables(schema);
            attach(schema, 7, "old.txt", content);
            attach(schema, 10, "whole.txt", content);
            DatabaseDumps.backUp(engine, schema.address());
            delete(schema, 7);
            attach(schema, 7, "new.txt", HelpdeskFixture.content(2, 6_000));
            helpdesk.write(HelpdeskFixture.attachment(10), Arrays.copyOf(content, 100));
            DatabaseDumps.backUp(engine, schema.address());

            assertThat(find(engine, "7")).extracting(version -> version.attachment().name()).containsExactly("old.txt", "new.txt");
            assertThat(find(engine, "10")).extracting(AttachmentVersion::object).containsExactly(ObjectState.PRESENT, ObjectState.WRONG_SIZE);
            assertThat(restore(engine, 7, points(engine), "newest").file()).hasFileName("new.txt");
            assertThat(restore(engine, 7, points(engine).subList(0, 1), "then").file()).hasFileName("old.txt").hasBinaryContent(content);
            assertThat(restore(engine, 10, points(engine), "whole").file()).as("the last good copy").hasBinaryContent(content);
            assertThat(findings).singleElement().asString().contains("of another size than the row says");
            Files.write(helpdesk.storage.resolve(HelpdeskFixture.attachment(7)), HelpdeskFixture.content(3, 6_000));
            DatabaseDumps.backUp(engine, schema.address());
            assertThat(restore(engine, 7, points(engine), "hash").file()).hasBinaryContent(HelpdeskFixture.content(2, 6_000));
            assertThat(findings).hasSize(2).last().asString().contains("has the SHA-1");
            findings.clear();
            StoredSnapshot newest = points(engine).get(2);
            Attachments asked = new Attachments(engine.repository().index(), findings::add);
            AttachmentPoint point = asked.points(List.of(newest)).get(0);
            String answer = asked.readable(point, "nothing", () -> {
                throw new OperationException("the file is damaged", "Run check.");
            });
            assertThat(answer).isEqualTo("nothing");
            assertThat(findings).singleElement().asString().contains(newest.id().shortName(), "the file is damaged", "Run check.");
        }
    }
}
