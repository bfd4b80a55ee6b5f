package cerb.backup.mysql.hotcopy.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.report.CopiedFiles;
import cerb.backup.mysql.hotcopy.files.CopyEngine;
import cerb.backup.mysql.hotcopy.files.TableFacts;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.read.SchemaReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of another schema take the part of another server's, should its directory ever pass for the target's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TableImportTest {
    private static final LoadSource GARBAGE = new LoadSource() {
        @Override
        public String identity() {
            return "garbage";
        }

        @Override
        public List<String> paths() {
            return List.of("x/hotcopy/i.ibd", "x/hotcopy/i.cfg", "x/hotcopy/m.MYD", "x/hotcopy/m.MYI");
        }

        @Override
        public long size(String path) {
            return 1;
        }

        @Override
        public InputStream open(String path) {
            return new ByteArrayInputStream(new byte[1]);
        }
    };

    @ParameterizedTest
    @EnumSource
    void writesOverNoFileButThatOfTheTableJustMade(Flavour flavour) throws Exception {
        String[] tables = {"CREATE TABLE i (id INT PRIMARY KEY)", "CREATE TABLE m (id INT) ENGINE=MyISAM"};
        try (TestSchema made = TestSchema.on(flavour); TestSchema live = TestSchema.on(flavour); Session session = new Connections(made.address()).open()) {
            Instant begun = Instant.now();
            made.execute(tables);
            live.execute(tables);
            live.execute("INSERT INTO i VALUES (1)", "INSERT INTO m VALUES (2)", "FLUSH TABLES");
            Path theirs = live.dataDirectory().resolve(live.name());
            TableImport.Copy copy = new TableImport.Copy(new PlacedFiles(GARBAGE), new CopiedFiles(16384, "LITTLE_ENDIAN", 0, true, Map.of("i", "", "m", "")), TableFacts.of(session), begun);
            List<Table> both = new SchemaReader(session, table -> true).read().tables();
            TableFiles i = new TableFiles(table(both, "i"), CopyEngine.INNODB, List.of(theirs.resolve("i.ibd")));
            assertThatThrownBy(() -> new TableImport(session, copy).run(i)).hasMessageContaining("another server's");
            Path rows = theirs.resolve("m.MYD");
            TableFiles m = new TableFiles(table(both, "m"), CopyEngine.MYISAM, List.of(rows));
            assertThatThrownBy(() -> new TableImport(session, copy).run(m)).as("longer than an empty one").hasMessageContaining("another server's");
            live.execute("FLUSH TABLES");
            assertThat(live.rows("SELECT id FROM i UNION ALL SELECT id FROM m")).containsExactly(List.of("1"), List.of("2"));
            live.execute("TRUNCATE TABLE m");
            Files.setLastModifiedTime(rows, FileTime.from(begun.minusSeconds(60)));
            assertThatThrownBy(() -> new TableImport(session, copy).run(m)).as("older than the restore").hasMessageContaining("another server's");
        }
    }

    private static Table table(List<Table> tables, String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
    }
}
