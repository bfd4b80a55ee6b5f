package cerb.backup.operation.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.Tls;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetupTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void accountThatItMakesDumpsEverythingAndNothingElse(Flavour flavour) throws Exception {
        try (TestSchema schema = schema(flavour); Session admin = new Connections(schema.address().withSchema("")).open()) {
            try {
                Setup setup = setup(schema, admin);
                assertThat(files()).isEmpty();
                run(setup);

                assertThat(modes("etc/database-password", "etc/repository-password")).containsOnly("rw-------");
                assertThat(modes("etc", "repository")).containsOnly("rwx------");
                assertThat(privileges(schema)).as("what it got, and no more").doesNotContain("SUPER", "INSERT", "CREATE USER", "FILE", "ALL PRIVILEGES", "RELOAD", "PROCESS");
                DumpedFiles dump = DumpedFiles.of(backup(schema), DumpOptions.defaults());
                assertThat(dump.report().incomplete()).as("%s", dump.report().omissions()).isFalse();
                assertThat(new String(dump.files().get(schema.name() + "/post.sql"))).contains("PROCEDURE `p`", "FOR EACH ROW SET", "EVENT `e`", "`v`");

                try (Session session = new Connections(backup(schema).withSchema("")).open()) {
                    assertThatThrownBy(() -> session.rows("SELECT * FROM `" + schema.name().replace('_', 'x') + "`.i")).hasMessageContaining("denied");
                    assertThatThrownBy(() -> session.execute("DELETE FROM `" + schema.name() + "`.i")).hasMessageContaining("denied");
                }
            } finally {
                schema.execute("DROP USER IF EXISTS " + account(schema));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void runAgainChangesNothingAndWhatWasTakenAwayIsGivenBack(Flavour flavour) throws Exception {
        try (TestSchema schema = schema(flavour); Session admin = new Connections(schema.address().withSchema("")).open()) {
            try {
                run(setup(schema, admin));
                Map<String, String> before = files();
                assertThat(setup(schema, admin).steps()).allSatisfy(step -> assertThat(step.pending()).isEmpty());
                assertThat(setup(schema, null).steps()).as("without an administrator").allSatisfy(step -> assertThat(step.pending()).isEmpty());

                admin.execute("REVOKE SHOW VIEW ON `" + schema.name().replace("_", "\\_") + "`.* FROM " + account(schema));
                AccountStep byHand = setup(schema, null).account();
                assertThat(byHand.isByHand()).isTrue();
                assertThat(byHand.sql("?")).last().asString().startsWith("GRANT SHOW VIEW ON ").endsWith(account(schema) + ";");
                run(setup(schema, admin));
                assertThat(setup(schema, admin).account().pending()).isEmpty();
                assertThat(files()).isEqualTo(before);
            } finally {
                schema.execute("DROP USER IF EXISTS " + account(schema));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void passwordThatIsLostIsNotReplaced(Flavour flavour) throws Exception {
        try (TestSchema schema = schema(flavour); Session admin = new Connections(schema.address().withSchema("")).open()) {
            try {
                run(setup(schema, admin));
                Files.delete(home.resolve("etc/database-password"));
                Map<String, String> before = files();
                assertThatThrownBy(() -> setup(schema, admin)).isInstanceOf(OperationException.class).hasMessageContaining("is there already");
                assertThat(files()).isEqualTo(before);
            } finally {
                schema.execute("DROP USER IF EXISTS " + account(schema));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureToMakeTheAccountDoesNotTellThePassword(Flavour flavour) throws Exception {
        try (TestSchema schema = schema(flavour)) {
            schema.execute("CREATE USER " + account(schema).replace(schema.name(), "poor") + " IDENTIFIED BY 'p'",
                    "GRANT SELECT ON *.* TO " + account(schema).replace(schema.name(), "poor"));
            DatabaseAddress poor = new DatabaseAddress("127.0.0.1", schema.port(), "", "", "poor", () -> "p", Tls.PREFERRED);
            try (Session admin = new Connections(poor).open()) {
                Setup setup = setup(schema, admin);
                assertThatThrownBy(() -> run(setup)).isInstanceOf(DatabaseException.class)
                        .satisfies(e -> assertThat(e.getMessage() + e.getCause()).contains("account").doesNotContain(secret("database-password")));
            } finally {
                schema.execute("DROP USER IF EXISTS " + account(schema).replace(schema.name(), "poor"));
            }
        }
    }

    private static TestSchema schema(Flavour flavour) throws Exception {
        TestSchema schema = TestSchema.on(flavour);
        schema.execute("CREATE TABLE i (id INT PRIMARY KEY)", "CREATE TABLE m (id INT PRIMARY KEY) ENGINE=MyISAM", "INSERT INTO i VALUES (1)",
                "CREATE VIEW v AS SELECT id FROM i", "CREATE TRIGGER t BEFORE INSERT ON i FOR EACH ROW SET NEW.id = NEW.id + 1", "CREATE PROCEDURE p() SELECT 1",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1");
        return schema;
    }

    private Setup setup(TestSchema schema, Session admin) {
        Path file = home.resolve("etc/cerb-backup.properties");
        Map<String, String> values = new HashMap<>(Map.of("database.name", schema.name(), "repository.directory", home.resolve("repository").toString(),
                "database.password-file", home.resolve("etc/database-password").toString(), "repository.password-file", home.resolve("etc/repository-password").toString()));
        Settings settings = Settings.of(values, Map.of());
        if (Files.exists(file)) {
            values.keySet().removeAll(Settings.load(file, Map.of()).written().keySet());
        }
        return new Setup(new SetupOptions(file, settings, values, backup(schema), admin, "127.0.0.1", Ownership.OURS, new SecureRandom()));
    }

    private DatabaseAddress backup(TestSchema schema) {
        return new DatabaseAddress("127.0.0.1", schema.port(), "", schema.name(), schema.name(), () -> secret("database-password"), Tls.PREFERRED);
    }

    private String secret(String name) {
        return Password.readSecret(home.resolve("etc").resolve(name)).text();
    }

    private static String account(TestSchema schema) {
        return "'" + schema.name() + "'@'127.0.0.1'";
    }

    private String privileges(TestSchema schema) {
        try (Session session = new Connections(backup(schema)).open()) {
            return session.rows("SHOW GRANTS").toString();
        }
    }

    private static void run(Setup setup) {
        setup.steps().stream().filter(step -> step.pending().isPresent()).forEach(Step::run);
    }

    private List<String> modes(String... names) {
        return Stream.of(names).map(home::resolve).map(path -> {
            try {
                return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    /** All files with their contents. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(home.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}
