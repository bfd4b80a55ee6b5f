package cerb.backup.component;

import cerb.backup.configuration.Settings;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.HelpdeskFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shipped routes with settings for a test. */
public final class RoutesFixture {
    /** Where the route files are, as they are shipped. */
    public static final Path SHIPPED = Path.of("routes");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Path home;
    private Path routes = SHIPPED;

    /** Settings of a helpdesk that lives below a directory. */
    public RoutesFixture(Path home) throws IOException {
        this.home = home;
        set("repository.directory", home.resolve("repository").toString());
        set("repository.password-file", secretFile("password", "password").toString());
        set("storage.directory", home.resolve("storage").toString());
        set("dump.schedule", "0 0 1 1 *");
        set("management.port", "0");
        set("sink.default.retries", "2");
        set("sink.default.backoff", "20ms..100ms");
    }

    /** Sets a key. */
    public RoutesFixture set(String key, String value) {
        values.put(key, value);
        return this;
    }

    /** Takes a key away. */
    RoutesFixture unset(String key) {
        values.remove(key);
        return this;
    }

    /** Sets a variable of the environment. */
    RoutesFixture variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Names a sink, whose other keys are still to be set. */
    public RoutesFixture sink(String name) {
        values.merge("sinks", name, (a, b) -> a + ", " + b);
        return this;
    }

    /** Makes a sink of a bucket. */
    public RoutesFixture sink(String name, EmbeddedS3 s3, String bucket, String prefix) throws IOException {
        return sink(name, s3.endpoint(), s3.accessKey(), s3.secretKey(), bucket, prefix);
    }

    /** Makes a sink of a bucket of any server. */
    RoutesFixture sink(String name, URI endpoint, String accessKey, String secretKey, String bucket, String prefix) throws IOException {
        sink(name);
        set("sink." + name + ".bucket", bucket);
        set("sink." + name + ".prefix", prefix);
        set("sink." + name + ".endpoint", endpoint.toString());
        set("sink." + name + ".access-key-file", secretFile(name + "-access", accessKey).toString());
        return set("sink." + name + ".secret-key-file", secretFile(name + "-secret", secretKey).toString());
    }

    /** Copies the shipped routes and kamelets, to be changed. */
    public static void copyShipped(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = target.resolve(SHIPPED.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Writes the route of a second sink, which is the shipped one with another name, into a directory. */
    public static void secondSink(Path directory, String shipped, String name) throws IOException {
        Files.writeString(directory.resolve("sink-" + name + ".camel.yaml"), Files.readString(SHIPPED.resolve("sink-" + shipped + ".camel.yaml")).replace(shipped, name));
    }

    /** Takes another directory in the place of the shipped routes. */
    public RoutesFixture only(Path directory) {
        routes = directory;
        return this;
    }

    /** The settings. */
    public Settings settings() {
        return Settings.of(values, variables);
    }

    /** What an engine is built from by the settings, with cheap keys. */
    public EngineOptions options() {
        EngineOptions options = EngineOptions.of(settings());
        return options.withRepository(options.repository().withKeyDerivation(HelpdeskFixture.CHEAP_KEYS).withLockSettle(HelpdeskFixture.NO_SETTLE));
    }

    /** Starts the shipped routes and those in further directories. */
    public Routes start(boolean daemon, Map<String, Object> beans, Path... more) {
        return Routes.start(new RoutesOptions(directories(more), daemon, settings(), beans));
    }

    private List<Path> directories(Path... more) {
        return Stream.concat(Stream.of(routes), Arrays.stream(more)).toList();
    }

    private Path secretFile(String name, String secret) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, secret);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
