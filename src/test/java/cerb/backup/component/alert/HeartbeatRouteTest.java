package cerb.backup.component.alert;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.Run;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.report.Reason;
import cerb.backup.storage.watch.DirtyBatch;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service that waits for a sign of life hears of recovery points. */
class HeartbeatRouteTest {
    @TempDir
    private Path home;

    @Test
    void hearsOfEachBeginSuccessAndFailure() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        try (Receiver receiver = Receiver.start(); Engine engine = helpdesk.engine(); Routes routes = start(engine, receiver.url("/ping/token"))) {
            helpdesk.attach(1, 3);
            helpdesk.recoveryPoint(engine, 1, 2);
            assertThat(receiver.next()).satisfies(begin -> assertThat(begin.path() + " " + begin.body()).isEqualTo("/ping/token/start a recovery point of cerb has begun"));
            assertThat(receiver.next()).satisfies(end -> assertThat(end.path() + " " + end.body()).matches("/ping/token a recovery point of cerb was taken in \\d+ s"));
            try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
                run.abandon(Reason.of("cannot read plans.pdf"));
            }
            assertThat(receiver.next().path()).isEqualTo("/ping/token/start");
            assertThat(receiver.next()).satisfies(end -> assertThat(end.path() + " " + end.body())
                    .isEqualTo("/ping/token/fail no recovery point of cerb was taken; cerb-backup status says why"));
            helpdesk.delete(HelpdeskFixture.attachment(2));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertThat(receiver.waiting()).as("a checkpoint is no recovery point").isZero();
        }
    }

    @Test
    void serviceThatHangsHoldsNoRecoveryPointUpAndHearsOfTheLatestAlone() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); Engine engine = helpdesk.engine();
                Routes routes = start(engine, "http://127.0.0.1:" + hanging.getLocalPort() + "/")) {
            helpdesk.recoveryPoint(engine, 1);
            try (Socket held = hanging.accept()) {
                for (int i = 2; i < 6; i++) {
                    assertThat(helpdesk.recoveryPoint(engine, 1, i).snapshot()).isNotNull();
                }
                assertThat(held.getInputStream().read()).as("the receiver is still being waited for").isEqualTo('P');
            }
        }
    }

    private Routes start(Engine engine, String url) throws Exception {
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (String file : List.of("errors.camel.yaml", "alerts.camel.yaml")) {
            Files.copy(RoutesFixture.SHIPPED.resolve(file), routes.resolve(file));
        }
        Path secret = Files.setPosixFilePermissions(Files.writeString(home.resolve("heartbeat"), url), PosixFilePermissions.fromString("rw-------"));
        Routes started = new RoutesFixture(home).only(routes).set("alert.heartbeat-file", secret.toString()).start(true, Map.of("engine", engine));
        // supervised routes start a little later, and hear of nothing before
        while (!started.context().getRouteController().getRouteStatus("alert-heartbeat").isStarted()) {
            Thread.sleep(20);
        }
        return started;
    }
}
