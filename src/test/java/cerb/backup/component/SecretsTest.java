package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.configuration.Settings;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.observer.Observers;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A secret reaches the store as it is, and nobody else: not the log, not JMX, not an exception. */
class SecretsTest {
    /** Holds every character that a URI gives a meaning to. */
    private static final String SECRET = "canary/b+c=d%e&f?g";

    @TempDir
    private Path home;

    private final List<String> seen = new ArrayList<>();

    @Test
    void showsASecretToTheStoreAlone() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        try (EmbeddedS3 s3 = EmbeddedS3.start()) {
            s3.createBucket("b");
            Files.createDirectories(home.resolve("storage"));
            RoutesFixture fixture = new RoutesFixture(home).sink("offsite", s3, "b", "").set("storage.kind", "plain")
                    .set("sink.offsite.secret-key-file", secretFile("odd").toString()).set("database.password-file", secretFile("database").toString());
            Settings settings = fixture.settings();
            try (Engine engine = Engine.openOrInitialise(EngineOptions.of(settings), new Observers());
                    Routes routes = fixture.start(true, Map.of("engine", engine))) {
                useAndLook(routes);
            }
        } finally {
            root.detachAppender(log);
        }
        log.list.forEach(event -> seen.add(event.getFormattedMessage() + event.getThrowableProxy()));
        assertThat(seen).hasSizeGreaterThan(300);
        assertThat(seen.stream().filter(text -> text.contains("canary"))).isEmpty();
    }

    @Test
    void secretOfTheEnvironmentReachesTheStoreAsItIs() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.start(SECRET)) {
            s3.createBucket("one");
            RoutesFixture fixture = new RoutesFixture(home).sink("offsite", s3, "one", "").unset("sink.offsite.access-key-file").unset("sink.offsite.secret-key-file")
                    .variable("SINK_OFFSITE_ACCESS_KEY", s3.accessKey()).variable("AWS_SECRET_ACCESS_KEY", SECRET);
            try (Routes routes = fixture.start(false, Map.of()); Backend sink = routes.sink("offsite", home.resolve("fetched"), 0)) {
                assertThatThrownBy(() -> sink.size(Handle.CONFIG)).isInstanceOf(NotFoundException.class);
            }
        }
    }

    private void useAndLook(Routes routes) throws Exception {
        awaitStarted(routes);
        try (Backend sink = routes.sink("offsite", home.resolve("fetched"), 0)) {
            // The server knows another secret, and says so.
            assertThatThrownBy(() -> sink.size(Handle.CONFIG)).isInstanceOf(PermanentException.class).satisfies(failure -> seen.add(failure.toString()));
        }
        assertThatThrownBy(() -> routes.call("database-dump", Map.of())).satisfies(failure -> seen.add(String.valueOf(failure)));
        routes.context().getEndpoints().forEach(endpoint -> seen.add(endpoint.toString()));
        lookIntoJmx();
    }

    private static void awaitStarted(Routes routes) throws InterruptedException {
        for (int i = 0; i < 300 && routes.context().getEndpoints().stream().noneMatch(AWS2S3Endpoint.class::isInstance); i++) {
            Thread.sleep(100);
        }
        Thread.sleep(500);
    }

    private void lookIntoJmx() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            seen.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    seen.add(String.valueOf(server.getAttribute(name, attribute.getName())));
                } catch (JMException | RuntimeException e) {
                    seen.add(String.valueOf(e.getMessage()));
                }
            }
            if (name.toString().contains("type=context")) {
                for (String dump : List.of("dumpRoutesAsXml", "dumpRoutesAsYaml")) {
                    seen.add(String.valueOf(server.invoke(name, dump, new Object[] {true}, new String[] {"boolean"})));
                }
            }
        }
    }

    private Path secretFile(String name) throws java.io.IOException {
        Path file = Files.writeString(home.resolve(name), SECRET);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
