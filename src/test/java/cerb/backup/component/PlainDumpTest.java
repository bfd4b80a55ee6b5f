package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.demo.EmbeddedS3;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that puts a dump into a bucket without any repository: what it puts is loaded by the server's own client. */
class PlainDumpTest {
    private static final List<String> CHAIN = List.of("aws.accessKeyId", "aws.secretAccessKey");

    @TempDir
    private Path home;

    private Oracles.Database server;
    private EmbeddedDatabase mariadb;
    private EmbeddedS3 s3;
    private String schema;
    private String copy;

    @BeforeEach
    void fill() throws SQLException {
        mariadb = Oracles.mariadb();
        server = Oracles.database(Oracles.Flavour.MARIADB);
        schema = server.newSchema("plain");
        copy = server.newSchema("copy");
        s3 = EmbeddedS3.start();
        s3.createBucket("dumps");
        System.setProperty(CHAIN.get(0), s3.accessKey());
        System.setProperty(CHAIN.get(1), s3.secretKey());
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE picture (id INT PRIMARY KEY, content LONGBLOB) ENGINE=InnoDB");
            statement.execute("CREATE TABLE note (id INT PRIMARY KEY, text VARCHAR(100)) ENGINE=MyISAM");
            statement.execute("INSERT INTO note VALUES (1, 'ünïcode ''quoted'''), (2, NULL)");
            // What cannot be compressed, and more than two parts of an upload of it.
            for (int id = 1; id <= 10; id++) {
                statement.execute("SET SESSION group_concat_max_len = 8000000");
                statement.execute("INSERT INTO picture SELECT " + id + ", UNHEX(GROUP_CONCAT(SHA2(CONCAT(" + id + ", '-', seq), 512) SEPARATOR '')) FROM seq_1_to_56000");
            }
        }
    }

    @AfterEach
    void clear() throws SQLException {
        CHAIN.forEach(System::clearProperty);
        server.dropSchema(schema);
        server.dropSchema(copy);
        s3.close();
    }

    @Test
    void putsWhatTheClientLoads() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        Files.copy(RoutesFixture.SHIPPED.resolve("examples/plain-dump-to-s3.camel.yaml"), own.resolve("plain-dump-to-s3.camel.yaml"));
        RoutesFixture fixture = new RoutesFixture(home).set("database.port", Integer.toString(server.port())).set("database.user", Oracles.Database.USER)
                .set("database.name", schema).set("user.plain-dump.schedule", "* * * * * ?").set("user.plain-dump.bucket", "dumps")
                .set("user.plain-dump.region", EmbeddedS3.REGION).set("user.plain-dump.endpoint", s3.endpoint().toString())
                .only(own);
        s3.beginOutage();
        try (Routes routes = fixture.start(true, Map.of())) {
            Thread.sleep(1_000);
            s3.endOutage();
            load(awaitDump());
        }
        assertThat(contents(copy)).isEqualTo(contents(schema)).hasSize(12);
    }

    private Path awaitDump() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(deadline)) {
            try (var files = Files.list(s3.directory("dumps"))) {
                var found = files.filter(file -> file.getFileName().toString().matches(schema + "-.*\\.sql\\.gz")).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no dump was put within a minute");
    }

    private void load(Path dump) throws IOException, InterruptedException {
        assertThat(Files.size(dump)).isGreaterThan(2 * 16_777_216L);
        Path sql = home.resolve("dump.sql");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(dump))) {
            Files.copy(in, sql);
        }
        Process client = new ProcessBuilder(mariadb.client().toString(), "--no-defaults", "--skip-ssl", "--socket=" + mariadb.socket(), "--user=root", "--max-allowed-packet=64M", copy)
                .redirectInput(sql.toFile()).redirectErrorStream(true).start();
        assertThat(new String(client.getInputStream().readAllBytes())).isEmpty();
        assertThat(client.waitFor()).isZero();
    }

    private List<String> contents(String of) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = server.connect(of); Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, SHA2(content, 256) FROM picture UNION ALL SELECT id, text FROM note ORDER BY 1, 2")) {
            while (result.next()) {
                rows.add(result.getInt(1) + " " + result.getString(2));
            }
        }
        return rows;
    }
}
