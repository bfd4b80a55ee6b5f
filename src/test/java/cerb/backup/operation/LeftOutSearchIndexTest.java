package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.TableSelection;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.Restore;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A search index that was left out has to be built again: what tells how far it had got must not come back. */
final class LeftOutSearchIndexTest {
    private static final List<String> CERB = List.of(
            "CREATE TABLE cerb_property_store (extension_id VARCHAR(128), property VARCHAR(128), value TEXT, PRIMARY KEY (extension_id, property))",
            "INSERT INTO cerb_property_store VALUES " + Stream.of("cerb.search.schema.x", "cerberusweb.search.schema.comment_content", "cerberusweb.search.schema.kb_article", "cerberusweb.search.schema.message_content",
                    "cerberusweb.search.schema.message_headers", "jira.search.schema.jira_issue")
                    .map(schema -> "('" + schema + "', 'engine', 'x'), ('" + schema + "', 'last_indexed_id', '4711'), ('" + schema + "', 'last_indexed_time', '9')").collect(Collectors.joining(", "))
                    + ", ('cerb.other', 'last_indexed_id', '5')",
            "CREATE TABLE devblocks_registry (entry_key VARCHAR(255) PRIMARY KEY, entry_value TEXT)",
            "INSERT INTO devblocks_registry VALUES ('search_index_1.last_indexed_at', '8'), ('search_index_12.last_indexed_id', '7'), ('search_index_1.other', '6'), ('x', '5')",
            "CREATE TABLE fulltext_message (id INT PRIMARY KEY, content TEXT)", "INSERT INTO fulltext_message VALUES (1, 'word')",
            "CREATE TABLE search_index (id INT PRIMARY KEY)", "INSERT INTO search_index VALUES (1)",
            "CREATE TABLE search_index_1 (id INT PRIMARY KEY)", "INSERT INTO search_index_1 VALUES (1)");

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void beginsAnewAfterARestore(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute(CERB.toArray(String[]::new));
            restore(original, copy, null, Set.of("fulltext_*", "search_index_*"));
            assertBeginsAnew(original, copy);
            assertThat(copy.value("SELECT (SELECT COUNT(*) FROM fulltext_message) + (SELECT COUNT(*) FROM search_index_1)")).isEqualTo("0");
            assertThat(copy.value("SELECT COUNT(*) FROM search_index")).as("the definitions").isEqualTo("1");
        }
    }

    @Test
    void beginsAnewWhereItsTablesAreExcluded() throws Exception {
        try (TestSchema original = TestSchema.on(Flavour.MARIADB); TestSchema copy = original.sibling()) {
            original.execute(CERB.toArray(String[]::new));
            restore(original, copy, Pattern.compile("fulltext_.*"), Set.of());
            assertBeginsAnew(original, copy);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void beginsAnewWhereTheRestoreLeavesItsRowsOut(Flavour flavour) throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling(); Engine engine = helpdesk.engine()) {
            original.execute(CERB.toArray(String[]::new));
            DatabaseDumps.backUp(engine, original.address());
            Restore restore = new Restore(engine.repository(), Observer.NONE);
            StoredSnapshot point = engine.repository().snapshots().get(0);
            DatabaseOptions options = new DatabaseOptions(1, true, Set.of());
            restore.database(point, copy.address(), options);
            assertThat(pointers(copy)).isEqualTo(pointers(original));
            restore.database(point, copy.address(), options.withoutRowsOf(Set.of("fulltext_*")));
            assertBeginsAnew(original, copy);
        }
    }

    private static String pointers(TestSchema schema) {
        return schema.rows("SELECT * FROM cerb_property_store ORDER BY 1, 2") + "\n" + schema.rows("SELECT * FROM devblocks_registry ORDER BY 1");
    }

    /** Each pointer, and nothing else. */
    private static void assertBeginsAnew(TestSchema original, TestSchema copy) {
        assertThat(pointers(original)).contains("4711", "9", "8", "7");
        assertThat(pointers(copy)).isEqualTo(pointers(original).replaceAll("\\b[4-9][0-9]*(?=])", "0").replace("cerb.other, last_indexed_id, 0", "cerb.other, last_indexed_id, 5")
                .replace("search_index_1.other, 0", "search_index_1.other, 6").replace("[x, 0]", "[x, 5]"));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void goesOnWhereItWasIfItWasNotLeftOut(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute(CERB.toArray(String[]::new));
            restore(original, copy, null, Set.of("devblocks_session"));
            assertThat(copy.rows("SELECT * FROM cerb_property_store ORDER BY 1, 2")).isEqualTo(original.rows("SELECT * FROM cerb_property_store ORDER BY 1, 2"));
            assertThat(copy.rows("SELECT * FROM devblocks_registry ORDER BY 1")).isEqualTo(original.rows("SELECT * FROM devblocks_registry ORDER BY 1"));
        }
    }

    private void restore(TestSchema original, TestSchema copy, Pattern excluded, Set<String> structureOnly) throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = helpdesk.engine(); Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of())) {
            DumpOptions options = DumpOptions.defaults().withoutAccounts().withSelection(new TableSelection(Pattern.compile(".*"), excluded, structureOnly)).withResets(run.resets());
            DumpedFiles dumped = DumpedFiles.of(original.address(), options);
            Load.into(copy.address(), new LoadOptions(2, false, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), dumped.report().server().flavour().name())).run(dumped);
        }
    }
}
