package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ServerChangedException;
import cerb.backup.mysql.dump.report.DumpReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A proxy in front of two servers that hold the same schema leads some sessions to the one and some to the other, or goes away for a while. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailoverTest {
    private final Oracles.Database before = Oracles.database(Flavour.MARIADB);
    private final Oracles.Database after = Oracles.database(Flavour.MARIADB_DEBIAN);

    @Test
    void sessionsOnAnotherServerThanTheFirstAreRefused() throws Exception {
        try (Scene scene = new Scene(connection -> connection == 0 ? before.port() : after.port())) {
            assertThatThrownBy(() -> Dump.open(scene.address(), DumpOptions.defaults(), DumpListener.NONE))
                    .isInstanceOf(ServerChangedException.class).hasMessageContaining("another server").hasMessageContaining(":" + before.port() + " server-id");
        }
    }

    @Test
    void aDumpIsTakenAgainFromTheServerThatTookOver() throws Exception {
        try (Scene scene = new Scene(connection -> connection < 2 ? before.port() : after.port())) {
            DumpReport report = Dump.run(scene.address(), DumpOptions.defaults(), scene.listener, dump -> DumpedFiles.of(dump, 2).report());
            assertThat(scene.listener.reasons).singleElement().asString().contains("another server");
            assertThat(report.server().version()).startsWith("10.");
            assertThat(report.tables()).singleElement().satisfies(table -> assertThat(table.rows()).isEqualTo(1));
        }
    }

    @Test
    void aDumpIsTakenAgainWhenTheServerThatWentAwayAnswers() throws Exception {
        try (Scene scene = new Scene(connection -> before.port())) {
            AtomicBoolean away = new AtomicBoolean();
            DumpReport report = Dump.run(scene.address(), DumpOptions.defaults(), scene.listener, dump -> {
                if (away.compareAndSet(false, true)) {
                    scene.proxy.restart(Duration.ofSeconds(1));
                }
                return DumpedFiles.of(dump, 2).report();
            });
            assertThat(scene.listener.reasons).singleElement().asString().contains("the server ended the session, or the connection broke");
            assertThat(report.tables()).singleElement().satisfies(table -> assertThat(table.rows()).isEqualTo(1));
        }
    }

    @Test
    void aServerThatWasNeverThereIsNotWaitedFor() throws Exception {
        try (Scene scene = new Scene(connection -> before.port())) {
            scene.proxy.cut();
            assertThatThrownBy(() -> Dump.run(scene.address(), DumpOptions.defaults(), scene.listener, dump -> DumpedFiles.of(dump, 2))).isExactlyInstanceOf(DatabaseException.class)
                    .hasMessageContaining("connecting to");
            assertThat(scene.listener.reasons).isEmpty();
        }
    }

    private static final class Reasons implements DumpListener {
        private final List<String> reasons = new ArrayList<>();

        @Override
        public void startsAgain(String reason) {
            reasons.add(reason);
        }
    }

    private final class Scene implements AutoCloseable {
        private final String schema = before.newSchema("failover");
        private final Reasons listener = new Reasons();
        private final Proxy proxy;

        Scene(IntUnaryOperator portOfConnection) throws Exception {
            for (Oracles.Database database : List.of(before, after)) {
                try (var connection = database.connect(""); var statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE IF NOT EXISTS " + schema);
                    statement.execute("CREATE TABLE " + schema + ".t (id INT PRIMARY KEY)");
                    statement.execute("INSERT INTO " + schema + ".t VALUES (1)");
                }
            }
            proxy = new Proxy(portOfConnection);
        }

        DatabaseAddress address() {
            return DatabaseAddress.of("127.0.0.1", proxy.port(), Oracles.Database.USER, () -> "").withSchema(schema);
        }

        @Override
        public void close() throws Exception {
            proxy.close();
            before.dropSchema(schema);
            after.dropSchema(schema);
        }
    }

    /** Passes bytes between each connection and the port which its number, from 0, is sent to. */
    private static final class Proxy implements AutoCloseable {
        private final IntUnaryOperator portOfConnection;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private final int port;
        private ServerSocket listening;

        Proxy(IntUnaryOperator portOfConnection) throws IOException {
            this.portOfConnection = portOfConnection;
            listen(0);
            this.port = listening.getLocalPort();
        }

        private synchronized void listen(int wanted) throws IOException {
            listening = new ServerSocket(wanted, 50, InetAddress.getLoopbackAddress());
            ServerSocket socket = listening;
            threads.submit(() -> accept(socket));
        }

        int port() {
            return port;
        }

        /** Ends every connection and lets nobody in. */
        synchronized void cut() throws IOException {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        }

        /** As a server does; soon it listens again. */
        void restart(Duration away) throws IOException {
            cut();
            threads.submit(() -> {
                Thread.sleep(away.toMillis());
                listen(port);
                return null;
            });
        }

        private void accept(ServerSocket listening) {
            try {
                for (int connection = 0;; connection++) {
                    Socket client = listening.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), portOfConnection.applyAsInt(connection));
                    open.addAll(List.of(client, server));
                    threads.submit(() -> pass(client, server));
                    threads.submit(() -> pass(server, client));
                }
            } catch (IOException e) {
                assertThat(listening.isClosed()).as("%s", e).isTrue();
            }
        }

        private static void pass(Socket from, Socket to) {
            try (from; to; InputStream in = from.getInputStream()) {
                in.transferTo(to.getOutputStream());
            } catch (IOException e) {
                // The other direction has closed both: the connection is over.
                assertThat(from.isClosed() || to.isClosed()).as("%s", e).isTrue();
            }
        }

        @Override
        public void close() {
            try {
                cut();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            threads.shutdown();
        }
    }
}
