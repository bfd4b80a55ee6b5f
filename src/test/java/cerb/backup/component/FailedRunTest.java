package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cerb.backup.cli.output.Failure;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.observer.Observers;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log and the ledger say of a run of the shipped routes that fails. */
class FailedRunTest {
    @TempDir
    private Path home;

    @Test
    void saysWhatToDoAsTheVerbDoes() throws Exception {
        Files.createDirectories(home.resolve("storage"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").set("database.host", "127.0.0.1").set("database.port", Integer.toString(port)).set("database.name", "cerb");
        Ledger ledger = new Ledger(Clock.systemUTC());
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (Engine engine = Engine.openOrInitialise(EngineOptions.of(fixture.settings()), new Observers(ledger)); Routes routes = fixture.start(false, Map.of("engine", engine))) {
            Failure told = Failure.of(catchThrowable(() -> routes.call("database-dump", Map.of())));
            assertThat(told.remedy()).isNotEmpty();
            assertThat(ledger.lastFailure().reason()).isEqualTo(told.message());
            assertThat(ledger.lastFailure().remedy()).isEqualTo(told.remedy());
            assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).filteredOn(line -> line.startsWith("failed route=")).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("error=" + told.message()).endsWith(told.remedy()));
        } finally {
            root.detachAppender(log);
        }
    }
}
