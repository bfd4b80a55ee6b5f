package cerb.backup.mysql.load.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.Load;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.target.Marker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When definitions are tried before anything is changed, and what is known then. A schema in the way of a trial tells whether there was one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrialTest {
    private static final DumpOptions PLAIN = DumpOptions.defaults().withoutAccounts();

    @ParameterizedTest
    @EnumSource
    void anEmptySchemaIsTriedWhereTheServerIsAnotherOrAViewIsMade(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE t (id INT)");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            LoadOptions same = likeThe(dumped, false);
            assertThat(Load.into(copy.address(), same).examine(dumped)).isEqualTo(Foreseen.NOTHING);
            assertThat(Load.into(copy.address(), same.ofVersion("10.3.1")).examine(dumped).tried()).isTrue();
            assertThat(Load.into(copy.address(), same.withChecksums(Map.of(), "ANOTHER")).examine(dumped).tried()).isTrue();
            original.execute("CREATE VIEW v AS SELECT id FROM t");
            DumpedFiles viewed = DumpedFiles.of(original.address(), PLAIN);
            assertThat(Load.into(copy.address(), same).examine(viewed).tried()).isTrue();
            assertThat(original.rows("SHOW DATABASES LIKE '" + copy.name().replace("_", "\\_") + "'")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasTriedIsNotTriedAgainAndWhatWasNotIsBeforeAnythingIsDropped(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = TestSchema.on(flavour)) {
            original.execute("CREATE TABLE t (id INT)");
            copy.execute("CREATE TABLE t (precious INT)");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            LoadOptions options = likeThe(dumped, true);
            Foreseen foreseen = Load.into(copy.address(), options).examine(dumped);
            original.execute("CREATE DATABASE " + Trial.name(copy.name()));
            try {
                assertThatThrownBy(() -> Load.into(copy.address(), options.withTried(Foreseen.NOTHING.tried())).run(dumped)).hasMessageContaining(Trial.name(copy.name()));
                assertThat(copy.rows("SELECT precious FROM t")).isEmpty();
                Load.into(copy.address(), options.withTried(foreseen.tried())).run(dumped);
            } finally {
                original.execute("DROP DATABASE " + Trial.name(copy.name()));
            }
            assertThat(copy.rows("SELECT id FROM t")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftOfATrialWhoseConnectionIsCut(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE t (id INT)", "CREATE VIEW v AS SELECT id FROM t");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            String definitions = original.name() + "/schema.sql";
            dumped.replace(definitions, new String(dumped.files().get(definitions)) + "KILL CONNECTION_ID();\n");
            assertThatThrownBy(() -> Load.into(copy.address(), likeThe(dumped, false)).run(dumped)).isInstanceOf(DatabaseException.class);
            assertThat(original.rows("SHOW DATABASES LIKE '" + Trial.name(copy.name()).replace("_", "\\_") + "'")).isEmpty();
            assertThat(original.rows("SHOW DATABASES LIKE '" + copy.name().replace("_", "\\_") + "'")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAKilledTrialHasLeftGoesAndWhatIsNoneOfItsStays(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE t (id INT)", "CREATE VIEW v AS SELECT id FROM t");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            String trial = Trial.name(copy.name());
            try (Session killed = new Connections(original.address()).open()) {
                killed.execute("CREATE DATABASE " + trial);
                killed.execute("CREATE TABLE " + trial + ".t (id INT)");
                assertThatThrownBy(() -> Load.into(copy.address(), likeThe(dumped, false)).examine(dumped)).hasMessageContaining(trial + ", in which its definitions are tried beforehand, is there already");
                Marker.make(killed, trial, "another schema");
                assertThatThrownBy(() -> Load.into(copy.address(), likeThe(dumped, false)).examine(dumped)).hasMessageContaining("is there already");
                killed.execute("DROP TABLE " + trial + "." + Marker.TABLE);
                Marker.make(killed, trial, "definitions alone, to try them for " + copy.name());
            }
            assertThat(Load.into(copy.address(), likeThe(dumped, false)).examine(dumped).tried()).isTrue();
            assertThat(original.rows("SHOW DATABASES LIKE '" + trial.replace("_", "\\_") + "'")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aViewOfWhatTheTrialCannotSeeIsNotSaidToBeLost(Flavour flavour) throws Exception {
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            original.execute("CREATE TABLE t (id INT)");
            DumpedFiles dumped = DumpedFiles.of(original.address(), PLAIN);
            String programs = original.name() + "/post.sql";
            dumped.replace(programs, "CREATE VIEW v AS SELECT id FROM `" + copy.name() + "`.t;\n");
            assertThat(Load.into(copy.address(), likeThe(dumped, false)).examine(dumped).unmade()).isEmpty();
            dumped.replace(programs, "CREATE VIEW v AS SELECT id FROM gone;\n");
            assertThat(Load.into(copy.address(), likeThe(dumped, false)).examine(dumped).unmade()).containsOnlyKeys("view `v`");
            String definitions = original.name() + "/schema.sql";
            dumped.replace(definitions, new String(dumped.files().get(definitions)) + "CREATE TABLE gone (id INT) DATA DIRECTORY='/elsewhere';\n");
            assertThat(Load.into(copy.address(), likeThe(dumped, false)).examine(dumped)).isEqualTo(new Foreseen(true, List.of(), Map.of()));
        }
    }

    private static LoadOptions likeThe(DumpedFiles dumped, boolean overwrite) {
        return new LoadOptions(2, overwrite, Set.of(), Map.of()).withChecksums(Map.of(), dumped.report().server().flavour().name()).ofVersion(dumped.report().server().version());
    }
}
