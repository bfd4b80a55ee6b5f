package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.cli.output.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consoles of a running daemon, with the shipped files of their settings: remote JMX with a password and TLS, and Jolokia's agent. */
class ConsoleIT {
    private static final Path SHIPPED = Path.of("target/cerb-backup").toAbsolutePath();
    private static final String[] TRUST = {"javax.net.ssl.trustStore", "javax.net.ssl.trustStorePassword"};
    private static final String KEY_PASSWORD = "jmx-key-password";
    private static final String PASSWORD = "jmx-canary";

    @TempDir
    private Path directory;

    @AfterEach
    void distrust() {
        for (String property : TRUST) {
            System.clearProperty(property);
        }
    }

    @Test
    void readAndDoWhatTheVerbsDo() throws Exception {
        Distribution program = new Distribution(directory).set("instance.name", "acme").set("storage.kind", "cerb");
        Files.writeString(program.storage().resolve("_master.key"), "master");
        Files.writeString(program.storage().resolve("version.php"), "<?php define('APP_BUILD_CACHED', 2026112301);");
        int jmx = freePort();
        int jolokia = freePort();
        program.environment.put("DAEMON_JAVA_OPTS", "-Dcom.sun.management.config.file=" + jmxSettings(jmx)
                + " -javaagent:" + SHIPPED.resolve("agent/jolokia-agent.jar") + "=config=" + jolokiaSettings(jolokia));
        Process daemon = program.daemon();
        try {
            assertThat(daemon.info().commandLine().orElse("")).doesNotContain(PASSWORD).doesNotContain(KEY_PASSWORD);
            assertThatThrownBy(() -> connect(jmx, "wrong").close()).isInstanceOf(SecurityException.class);
            try (JMXConnector connector = connect(jmx, PASSWORD)) {
                assertConsole(connector.getMBeanServerConnection(), program);
            }
            assertJolokia(jolokia);
        } finally {
            daemon.destroy();
            assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertConsole(MBeanServerConnection server, Distribution program) throws Exception {
        ObjectName points = new ObjectName("cerb.backup:type=RecoveryPoints,name=acme");
        ObjectName repository = new ObjectName("cerb.backup:type=Repository,name=acme");
        JsonNode without = Json.read((String) server.invoke(points, "backupNow", null, null));
        assertThat(without.path("incomplete").asBoolean()).isTrue();
        assertThat(without.path("findings").toString()).contains("the dump has no table attachment");
        makeAttachments(program.schema);
        JsonNode point = Json.read((String) server.invoke(points, "backupNow", null, null));
        assertThat(point.path("incomplete").asBoolean()).as(point.toString()).isFalse();
        assertThat(program.run("snapshots").out()).contains(point.path("short_id").asText());
        assertThat((long) server.getAttribute(points, "RecoveryPoints")).isEqualTo(2);
        assertThat((long) server.getAttribute(points, "RecoveryPointAge")).isBetween(0L, 120L);
        assertThat((long) server.getAttribute(points, "Gaps")).as("the incomplete one").isEqualTo(1);
        assertThat((long) server.getAttribute(repository, "BytesRaw")).isPositive();
        assertThat(server.getMBeanInfo(points).getAttributes()).anyMatch(attribute -> "seconds".equals(attribute.getDescriptor().getFieldValue("units")));
        assertThat((String) server.getAttribute(new ObjectName("cerb.backup:type=Drill,name=acme"), "LastDrillOutcome")).isEmpty();
        JsonNode kept = Json.read(invoke(server, repository, "forget", true));
        assertThat(kept.path("dry_run").asBoolean()).isTrue();
        assertThat(kept.path("kept")).isNotEmpty();
        assertThat(Json.read(invoke(server, repository, "prune", false)).path("dry_run").asBoolean()).isFalse();
        assertThat((long) server.getAttribute(repository, "PruneAge")).isBetween(0L, 120L);
        assertThatThrownBy(() -> server.invoke(repository, "sync", new Object[] {1}, new String[] {"int"})).hasMessageContaining("no off-site copy");
        server.invoke(points, "pause", null, null);
        assertThat((String[]) server.getAttribute(points, "Problems")).anyMatch(problem -> problem.startsWith("route-stopped: Route database-dump-schedule"));
        server.invoke(points, "resume", null, null);
        assertThat((String[]) server.getAttribute(points, "Problems")).noneMatch(problem -> problem.startsWith("route-stopped"));
    }

    private static void makeAttachments(String schema) throws SQLException {
        try (Connection connection = Oracles.database(Oracles.Flavour.MARIADB).connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE attachment (id INT UNSIGNED PRIMARY KEY, name VARCHAR(255), storage_size INT UNSIGNED, storage_key VARCHAR(255), storage_extension VARCHAR(255),"
                    + " storage_profile_id INT UNSIGNED, storage_sha1hash VARCHAR(40))");
        }
    }

    private static String invoke(MBeanServerConnection server, ObjectName name, String operation, boolean dryRun) throws Exception {
        return (String) server.invoke(name, operation, new Object[] {dryRun}, new String[] {"boolean"});
    }

    private static void assertJolokia(int port) throws Exception {
        assertThat(ask(port, "version", "wrong").statusCode()).isEqualTo(401);
        JsonNode routes = new ObjectMapper().readTree(ask(port, "search/org.apache.camel:type=routes,*", PASSWORD).body()).path("value");
        assertThat(routes.toString()).contains("name=\\\"database-dump\\\"", "name=\\\"storage-watch\\\"");
        JsonNode points = new ObjectMapper().readTree(ask(port, "read/cerb.backup:type=RecoveryPoints,name=acme", PASSWORD).body()).path("value");
        assertThat(points.path("RecoveryPoints").asLong()).isEqualTo(2);
    }

    private static HttpResponse<String> ask(int port, String what, String password) throws Exception {
        String account = Base64.getEncoder().encodeToString(("console:" + password).getBytes());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jolokia/" + what)).header("Authorization", "Basic " + account).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static JMXConnector connect(int port, String password) throws IOException {
        Map<String, Object> environment = new TreeMap<>();
        environment.put(JMXConnector.CREDENTIALS, new String[] {"console", password});
        environment.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
        return JMXConnectorFactory.connect(new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"), environment);
    }

    /** The shipped file with this port, and with the files that it names in the test's directory. */
    private Path jmxSettings(int port) throws Exception {
        Path key = directory.resolve("jmx.p12");
        Process made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "jmx", "-keyalg", "EC", "-dname", "CN=localhost",
                "-ext", "san=ip:127.0.0.1", "-keystore", key.toString(), "-storetype", "PKCS12", "-storepass", KEY_PASSWORD).redirectErrorStream(true).start();
        assertThat(made.waitFor()).as(new String(made.getInputStream().readAllBytes())).isZero();
        secret("jmx.tls", "javax.net.ssl.keyStore=" + key + "\njavax.net.ssl.keyStorePassword=" + KEY_PASSWORD + "\n");
        secret("jmx.password", "console " + PASSWORD + "\n");
        secret("jmx.access", "console readwrite\n");
        System.setProperty(TRUST[0], key.toString());
        System.setProperty(TRUST[1], KEY_PASSWORD);
        String text = Files.readString(SHIPPED.resolve("config/jmx.properties"));
        return secret("jmx.properties", text.replace("=9875", "=" + port).replace("=/etc/cerb-backup", "=" + directory));
    }

    private Path jolokiaSettings(int port) throws IOException {
        String text = Files.readString(SHIPPED.resolve("config/jolokia.properties"));
        return secret("jolokia.properties", text.replace("=8778", "=" + port).replace("choose-a-long-one", PASSWORD));
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
