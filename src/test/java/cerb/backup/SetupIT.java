package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Installed.Ended;
import cerb.backup.Oracles.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From Cerb's own configuration to a first recovery point, with nothing but what {@code setup} makes or prints. */
final class SetupIT {
    private static final String CANARY = "password-of-the-application";
    private static final Pattern SCRIPT = Pattern.compile("mysql -u root -p( <<SQL\n.*?\nSQL\n)", Pattern.DOTALL);

    private final StringBuilder printed = new StringBuilder();

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"MARIADB, true", "MARIADB_DEBIAN, false", "MYSQL, true", "MYSQL, false"})
    void leadsToARecoveryPointAndChangesNothingTwice(Flavour flavour, boolean administrator) throws Exception {
        Oracles.Database server = Oracles.database(flavour);
        String schema = server.newSchema("setup_it");
        String account = "b" + schema;
        Installed installed = new Installed(home);
        Path cerb = Files.createDirectory(home.resolve("cerb"));
        Files.writeString(cerb.resolve("framework.config.php"), "<?php\ndefine('APP_DB_HOST', '127.0.0.1');\ndefine('APP_DB_PORT', " + server.port() + ");\ndefine('APP_DB_DATABASE', '" + schema
                + "');\ndefine('APP_DB_PASS', '" + CANARY + "');\ndefine('APP_STORAGE_PATH', '" + installed.storage() + "');\n");
        List<String> verb = new ArrayList<>(List.of("setup", "--cerb", cerb.toString(), "--set", "database.user=" + account, "--set", "repository.directory=" + home.resolve("backups/repository"),
                "--set", "repository.minimum-free=1%"));
        if (administrator) {
            verb.addAll(List.of("--admin-user", "root"));
        }
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ticket (id INT PRIMARY KEY)");
            statement.execute("CREATE TABLE attachment (id INT UNSIGNED PRIMARY KEY, name VARCHAR(255), storage_size INT UNSIGNED, storage_key VARCHAR(255), storage_extension VARCHAR(255), storage_profile_id INT UNSIGNED, storage_sha1hash VARCHAR(40))");
            statement.execute("CREATE TABLE bayes_words (id INT PRIMARY KEY) ENGINE=MyISAM");
            Map<String, String> before = files();
            List<String> dry = new ArrayList<>(verb);
            dry.add("--dry-run");
            assertThat(run(installed, 0, dry)).contains("CREATE USER '" + account + "'@'127.0.0.1'");
            assertThat(files()).isEqualTo(before);

            String said = run(installed, administrator ? 0 : 3, verb);
            if (!administrator) {
                paste(said, flavour, server.port());
            }
            Map<String, String> made = files();
            assertThat(run(installed, 0, verb)).contains("Nothing was changed: everything is there.");
            assertThat(files()).isEqualTo(made);

            assertThat(run(installed, 3, List.of("doctor", "--json"))).contains("there is no off-site copy").doesNotContain("max_user_watches");
            run(installed, 0, List.of("init"));
            assertThat(run(installed, 0, List.of("backup"))).startsWith("recovery-point");
            assertThat(printed).doesNotContain(CANARY).doesNotContain(made.get("etc/database-password").strip()).doesNotContain(made.get("etc/repository-password").strip());
            assertThat(made.get("etc/cerb-backup.properties")).doesNotContain(CANARY).doesNotContain("database.host=");
        } finally {
            try (Connection connection = server.connect(""); Statement statement = connection.createStatement()) {
                statement.execute("DROP USER IF EXISTS '" + account + "'@'127.0.0.1'");
            }
            server.dropSchema(schema);
        }
    }

    /** Runs the printed script as it stands, but for the server it goes to. */
    private void paste(String said, Flavour flavour, int port) throws Exception {
        Matcher script = SCRIPT.matcher(said.substring(said.indexOf(flavour == Flavour.MYSQL ? "on MySQL:" : "on MariaDB:")));
        assertThat(script.find()).isTrue();
        Process shell = new ProcessBuilder("bash", "-c", Oracles.require("mariadb") + " --no-defaults -h127.0.0.1 -P" + port + " -uroot" + script.group(1)).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes());
        assertThat(shell.waitFor()).as(output).isZero();
    }

    private String run(Installed installed, int code, List<String> verb) throws Exception {
        List<String> words = new ArrayList<>(installed.command(verb.toArray(String[]::new)));
        words.set(words.size() - 1, home.resolve("etc/cerb-backup.properties").toString());
        Ended ended = installed.finish(words);
        printed.append(ended.output()).append(ended.errors());
        assertThat(ended.code()).as("%s: %s%s", verb, ended.output(), ended.errors()).isEqualTo(code);
        return ended.output();
    }

    /** All that setup could have made or changed. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String place : List.of("etc", "backups", "cerb")) {
            if (Files.exists(home.resolve(place))) {
                try (Stream<Path> paths = Files.walk(home.resolve(place))) {
                    for (Path path : paths.toList()) {
                        files.put(home.relativize(path).toString(), Files.isRegularFile(path) ? Files.readString(path) : "directory");
                    }
                }
            }
        }
        return files;
    }
}
