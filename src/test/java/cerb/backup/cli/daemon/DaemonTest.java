package cerb.backup.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import cerb.backup.ChildJvm;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DaemonTest {
    @TempDir
    Path repository;

    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private DaemonServer server;

    @BeforeEach
    void start() throws IOException {
        server = DaemonServer.start(repository, Map.of("echo", DaemonTest::echo, "fail", DaemonTest::fail, "wait", this::await, "flood", DaemonTest::flood));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void answersWithResultAndExitCode() throws Exception {
        Heard heard = new Heard();
        try (DaemonClient client = client()) {
            Outcome outcome = client.ask("echo", Json.object().put("word", "büro"), heard);
            assertThat(outcome.exit()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(outcome.result().path("word").asText()).isEqualTo("büro");
        }
        assertThat(heard.events).containsExactly("began DATABASE", "Progress[doneFiles=1, totalFiles=-1, doneBytes=2, totalBytes=4, estimated=true]", "note: small thing");
    }

    @Test
    void answersStatusWhileItStartsAndHasOthersWaitUntilItHas() throws Exception {
        server.close();
        server = DaemonServer.startEarly(repository, Map.of("status", (arguments, display) -> new Outcome(ExitCode.OK, Json.object().put("starting", true))));
        FutureTask<String> echo = new FutureTask<>(() -> ask("echo", "word"));
        new Thread(echo).start();
        assertThat(ask("status", "starting")).isEqualTo("true");
        assertThat(echo).isNotDone();
        server.started(Map.of("echo", DaemonTest::echo, "status", (arguments, display) -> new Outcome(ExitCode.OK, Json.object().put("starting", false))));
        assertThat(echo.get()).isEqualTo("x");
        assertThat(ask("status", "starting")).isEqualTo("false");
    }

    private String ask(String verb, String field) throws Exception {
        try (DaemonClient client = client()) {
            return client.ask(verb, Json.object().put("word", "x"), Observer.NONE).result().path(field).asText();
        }
    }

    @Test
    void handsOnTheErrorInItsWords() throws Exception {
        try (DaemonClient client = client()) {
            assertThatThrownBy(() -> client.ask("fail", Json.object(), Observer.NONE))
                    .isInstanceOfSatisfying(FailureException.class, e -> {
                        assertThat(e.failure().message()).isEqualTo("cannot do it");
                        assertThat(e.failure().remedy()).isEqualTo("Do something else.");
                        assertThat(e.failure().exit()).isEqualTo(ExitCode.FAILED);
                    });
        }
    }

    @Test
    void refusesUnknownVerbAndVersion() throws Exception {
        try (DaemonClient client = client()) {
            assertThatThrownBy(() -> client.ask("dance", Json.object(), Observer.NONE)).hasMessageContaining("no verb dance");
        }
        assertThat(raw("{\"version\":99,\"verb\":\"echo\"}\n")).contains("version 1 of the protocol, not 99");
        assertThat(raw("rubbish\n")).contains("\"event\":\"error\"");
    }

    @Test
    void saysToOneTooManyThatItIs() throws Exception {
        List<Wire> others = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Wire other = new Wire(connect());
            other.write(new Request(Request.VERSION, "wait", Json.object()).toJson());
            others.add(other);
        }
        try (DaemonClient client = client()) {
            assertThatThrownBy(() -> client.ask("echo", Json.object(), Observer.NONE)).isInstanceOf(FailureException.class).hasMessageContaining("answers 16 requests already");
        }
        for (Wire other : others) {
            other.close();
        }
    }

    /** As in a container that is given a number for a user; in a user namespace, since there it may be any. */
    @Test
    void userWithoutANameMayAskTheirOwnDaemon() throws Exception {
        Path deep = Files.createDirectories(repository.resolve("a".repeat(60)).resolve("b".repeat(60)));
        List<String> command = new ArrayList<>(List.of("unshare", "--user", "--map-user=54321", "--map-group=54321"));
        command.addAll(ChildJvm.of(AsksItself.class, Files.createDirectory(repository.resolve("near")).toString(), deep.toString()).command());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assumeThat(process.exitValue() == 0 || told.contains("Exception")).as("no user namespaces here: " + told).isTrue();
        assertThat(told.lines()).containsExactly("? INCOMPLETE", "? INCOMPLETE");
        Files.delete(Path.of("/tmp/cerb-backup-54321"));
    }

    /** Starts a daemon for each of the directories and asks it. */
    static final class AsksItself {
        public static void main(String[] directories) throws Exception {
            for (String directory : directories) {
                try (DaemonServer own = DaemonServer.start(Path.of(directory), Map.of("echo", DaemonTest::echo)); DaemonClient client = DaemonClient.find(Path.of(directory)).orElseThrow()) {
                    System.out.println(System.getProperty("user.name") + " " + client.ask("echo", Json.object(), Observer.NONE).exit());
                }
            }
        }
    }

    @Test
    void workGoesOnWhenTheClientGoesAway() throws Exception {
        SocketChannel channel = connect();
        try (Wire wire = new Wire(channel)) {
            wire.write(new Request(Request.VERSION, "wait", Json.object()).toJson());
            Thread.sleep(50);
        }
        go.countDown();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitingForTheClientsSakeEndsWithTheClient() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        server.close();
        server = DaemonServer.start(repository, Map.of("watch", new Watching(ended)));
        try (Wire wire = new Wire(connect())) {
            wire.write(new Request(Request.VERSION, "watch", Json.object()).toJson());
            assertThat(wire.read().orElseThrow()).contains("\"event\":\"sink\"").contains("offsite");
        }
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Tells how far a sink is, until it is interrupted. */
    private record Watching(CountDownLatch ended) implements Work {
        @Override
        public Outcome run(com.fasterxml.jackson.databind.node.ObjectNode arguments, Observer display) throws InterruptedException {
            try {
                while (true) {
                    display.mirrorProgress("offsite", Progress.open(1, 2));
                    Thread.sleep(10);
                }
            } catch (InterruptedException e) {
                ended.countDown();
                throw e;
            }
        }

        @Override
        public boolean endsWithClient() {
            return true;
        }
    }

    @Test
    void clientThatDoesNotReadHoldsUpNothing() throws Exception {
        try (Wire wire = new Wire(connect())) {
            wire.write(new Request(Request.VERSION, "flood", Json.object()).toJson());
            try (DaemonClient other = client()) {
                assertThat(other.ask("echo", Json.object().put("word", "x"), Observer.NONE).result().path("word").asText()).isEqualTo("x");
            }
            String last = "";
            for (var line = wire.read(); line.isPresent(); line = wire.read()) {
                last = line.get();
            }
            assertThat(last).contains("\"event\":\"result\"");
        }
    }

    @Test
    void endsTheConversationOnALineWithoutEnd() throws Exception {
        byte[] endless = "x".repeat(Wire.LONGEST + 1).getBytes();
        try (var out = java.nio.channels.Channels.newOutputStream(connect())) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 64; i++) {
                    out.write(endless);
                }
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void hangsUpOnAClientThatAsksForNothing() throws Exception {
        Path place = repository.resolve("idle.socket");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(place));
            try (SocketChannel idle = SocketChannel.open(UnixDomainSocketAddress.of(place)); Wire wire = new Wire(listening.accept())) {
                assertThatThrownBy(() -> new Conversation(wire, new Answered(Map.of()), Duration.ofMillis(50)).run()).isInstanceOf(IOException.class);
                assertThat(idle.read(ByteBuffer.allocate(1))).as("the end of the stream").isEqualTo(-1);
            }
        }
    }

    @Test
    void socketIsForItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket()))).isEqualTo("rw-------");
    }

    @Test
    void socketThatADeadDaemonLeftMeansNoDaemon() throws Exception {
        Path left = server.socket();
        server.close();
        assertThat(left).doesNotExist();
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        assertThat(left).exists();
        assertThat(DaemonClient.find(repository)).isEmpty();
        server = DaemonServer.start(repository, Map.of("echo", DaemonTest::echo));
        assertThat(DaemonClient.find(repository)).isPresent();
    }

    @Test
    void repositoryAtALongPathHasItsSocketElsewhere() throws Exception {
        Path deep = Files.createDirectories(repository.resolve("a".repeat(60)).resolve("b".repeat(60)));
        try (DaemonServer far = DaemonServer.start(deep, Map.of("echo", DaemonTest::echo))) {
            assertThat(far.socket().toString().length()).isLessThan(108);
            assertThat(Files.getPosixFilePermissions(far.socket().getParent())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            try (DaemonClient client = DaemonClient.find(deep).orElseThrow()) {
                assertThat(client.ask("echo", Json.object(), Observer.NONE).exit()).isEqualTo(ExitCode.INCOMPLETE);
            }
        }
    }

    private DaemonClient client() throws IOException {
        return DaemonClient.find(repository).orElseThrow();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(server.socket()));
        return channel;
    }

    private String raw(String request) throws IOException {
        SocketChannel channel = connect();
        try (Wire wire = new Wire(channel)) {
            channel.write(ByteBuffer.wrap(request.getBytes()));
            return wire.read().orElseThrow();
        }
    }

    private static Outcome echo(com.fasterxml.jackson.databind.node.ObjectNode arguments, Observer display) {
        display.stageBegan(Stage.DATABASE);
        display.progress(Stage.DATABASE, Progress.open(1, 2).ofAbout(-1, 4));
        display.found(Finding.note("note", "small thing"));
        return new Outcome(ExitCode.INCOMPLETE, arguments);
    }

    private static Outcome fail(com.fasterxml.jackson.databind.node.ObjectNode arguments, Observer display) {
        throw FailureException.refused("cannot do it", "Do something else.");
    }

    private static Outcome flood(com.fasterxml.jackson.databind.node.ObjectNode arguments, Observer display) {
        for (int i = 0; i < 100_000; i++) {
            display.progress(Stage.DATABASE, Progress.open(i, i));
        }
        return new Outcome(ExitCode.OK, Json.object());
    }

    private Outcome await(com.fasterxml.jackson.databind.node.ObjectNode arguments, Observer display) throws InterruptedException {
        go.await();
        done.countDown();
        return new Outcome(ExitCode.OK, Json.object());
    }

    private static final class Heard implements Observer {
        final List<String> events = new ArrayList<>();

        @Override
        public void stageBegan(Stage stage) {
            events.add("began " + stage);
        }

        @Override
        public void progress(Stage stage, Progress progress) {
            events.add(progress.toString());
        }

        @Override
        public void found(Finding finding) {
            events.add(finding.toString());
        }
    }
}
