package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.LoadOptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewTest {
    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void viewsThatLackSomethingDoNotKeepTheRestFromComingBack(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE TABLE dropped (a INT)",
                "CREATE DEFINER=`nobody`@`nowhere` SQL SECURITY DEFINER VIEW without_definer AS SELECT a FROM t",
                        "CREATE VIEW without_table AS SELECT a FROM dropped", "DROP TABLE dropped",
                "CREATE VIEW across AS SELECT t.a, (SELECT COUNT(*) FROM information_schema.SCHEMATA) AS n FROM t");
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            assertThat(dumped.report().omissions()).singleElement().asString().contains("view without_table");
            assertThat(new String(dumped.files().get(original.name() + "/post.sql"))).contains("-- This view refers to something that is gone");

            Load.into(copy.address(), LoadOptions.defaults()).run(dumped);
            original.close();
            assertThat(copy.value("SELECT a FROM across")).isEqualTo("1");
            assertThat(copy.rows("SHOW CREATE VIEW without_definer").get(0).get(1)).contains("DEFINER=`nobody`@`nowhere`")
                    .doesNotContain(original.name() + "`.");
        }
    }
}
