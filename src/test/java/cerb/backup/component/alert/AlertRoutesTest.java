package cerb.backup.component.alert;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.component.alert.told.Problem;
import cerb.backup.component.alert.told.Problem.Severity;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes, with receivers that hear, refuse and hang. */
class AlertRoutesTest {
    private static final Instant SINCE = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path home;

    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final Ledger ledger = new Ledger(Clock.systemUTC());
    private RoutesFixture fixture;
    private Engine engine;

    @BeforeEach
    void prepare() throws Exception {
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (String file : List.of("errors.camel.yaml", "alerts.camel.yaml")) {
            // the same, but for the patience
            Files.writeString(routes.resolve(file), Files.readString(RoutesFixture.SHIPPED.resolve(file)).replaceAll("(?m)^( +(?:delay|redeliveryDelay)): .*", "$1: \"100\"").replaceAll("(?m)^( +backoffMultiplier): .*", "$1: 2"));
        }
        fixture = new RoutesFixture(home).only(routes).set("instance.name", "desk").set("alert.settle", "300ms");
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void postsAnAlertAsJsonWhenAProblemBeginsAndWhenItEnds() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook/token?a=b"));
            try (Routes routes = start()) {
                problems.add(sink("offsite"));
                Receiver.Request raised = receiver.next();
                assertThat(raised.method()).isEqualTo("POST");
                assertThat(raised.path()).isEqualTo("/hook/token?a=b");
                assertThat(raised.headers()).anyMatch(header -> header.equalsIgnoreCase("Content-type: [application/json]")).noneMatch(header -> header.contains("Camel"));
                JsonNode json = new ObjectMapper().readTree(raised.body());
                assertThat(json.properties().stream().map(Map.Entry::getKey)).containsExactly("version", "helpdesk", "code", "subject", "severity", "state", "message", "remedy", "since", "time", "text");
                assertThat(json.path("version").asInt()).isEqualTo(1);
                assertThat(json.path("since").asText()).isEqualTo("2026-03-02T12:00:00Z");
                assertThat(json.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
                assertThat(json.path("text").asText()).isEqualTo("cerb-backup desk: critical: sink-down offsite: Sink offsite cannot be reached. Look at the line.");
                assertThat(raised.body()).contains("\"state\":\"raised\"").doesNotContain("storage/secret-plans.pdf");
                problems.clear();
                assertThat(receiver.next().body()).contains("\"state\":\"cleared\"", "\"code\":\"sink-down\"", "\"subject\":\"offsite\"").doesNotContain("Look at the line.");
                assertThat(receiver.waiting()).isZero();
            }
        }
    }

    /** What came back from a server may be anything. */
    @Test
    void textsOfErrorsAreToldWhereTheyAreAskedForAndSecretsInThemNever() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook/canary-of-the-path"));
            fixture.set("alert.names", "true");
            problems.add(new Problem("run-failed", "", Severity.WARNING, "The last run failed.", "cannot open https://me:canary@example.org/ for /hook/canary-of-the-path", "Look.", SINCE));
            try (Routes routes = start()) {
                assertThat(receiver.next().body()).contains("The last run failed. (cannot open https://xxxxxx@example.org/ for xxxxxx)").doesNotContain("canary");
            }
        }
    }

    @Test
    void whatIsLedElsewhereIsSentAgainAndTurnsNoReadinessDown() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook"));
            receiver.answer(302);
            problems.add(sink("offsite"));
            try (Routes routes = start()) {
                awaitFailure("webhook", "the webhook has answered with status 302");
                for (int i = 0; i < 4; i++) {
                    assertThat(receiver.next().path()).as("never the place that it was led to").isEqualTo("/hook");
                }
                assertThat(HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(routes.context()), true)).as("backups go on").isTrue();
                receiver.answer(200);
                awaitFailure("webhook", null);
            }
        }
    }

    @Test
    void messageThatIsRefusedHoldsBackNoOtherAndIsAProblemUntilItIsOver() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook"));
            receiver.answer(body -> subject(body).equals("first") ? 422 : 200);
            problems.addAll(List.of(sink("first"), sink("second"), sink("third")));
            try (Routes routes = start()) {
                assertThat(receiver.next().body()).contains("\"subject\":\"first\"");
                assertThat(receiver.next().body()).contains("\"subject\":\"second\"");
                assertThat(receiver.next().body()).contains("\"subject\":\"third\"");
                awaitFailure("webhook", "sink-down first is refused: the webhook has answered with status 422");
                problems.remove(2);
                assertThat(receiver.next().body()).as("the one that is refused is not sent again before its time").contains("\"subject\":\"third\"", "\"state\":\"cleared\"");
                problems.remove(0);
                awaitFailure("webhook", null);
            }
        }
    }

    /** A server that stumbles over some messages is not away. */
    @Test
    void messagesThatFailAgainAndAgainHoldBackNoOther() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook"));
            List<String> taken = new CopyOnWriteArrayList<>();
            receiver.answer(body -> subject(body).startsWith("bad") ? 500 : taken.add(subject(body)) ? 200 : 0);
            List.of("bad one", "bad two", "bad three", "good one", "good two").forEach(name -> problems.add(sink(name)));
            try (Routes routes = start()) {
                await(() -> taken.size() == 2, taken::toString);
                assertThat(taken).containsExactly("good one", "good two");
                assertThat(ledger.alertFailures().toString()).contains("the webhook has answered with status 500");
                receiver.answer(200);
                awaitFailure("webhook", null);
            }
        }
    }

    @Test
    void receiverThatIsAwayGetsEverythingInOrderWhenItIsBack() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook"));
            List<String> taken = new CopyOnWriteArrayList<>();
            AtomicInteger asked = new AtomicInteger();
            // back when a poll begins, and not in the midst of one
            receiver.answer(body -> (subject(body).equals("first") ? asked.incrementAndGet() : asked.get()) <= 4 ? 503 : taken.add(subject(body)) ? 200 : 0);
            List.of("first", "second", "third", "fourth").forEach(name -> problems.add(sink(name)));
            try (Routes routes = start()) {
                awaitFailure("webhook", "the webhook has answered with status 503");
                awaitFailure("webhook", null);
                assertThat(taken).as("but for the one that was tried beside the first").containsExactly("first", "third", "second", "fourth");
            }
        }
    }

    @Test
    void urlThatIsWrongAfterTheStartIsRefusedWithoutBeingTold() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook"));
            try (Routes routes = start()) {
                secret("webhook", "example.org/canary");
                problems.add(sink("offsite"));
                awaitFailure("webhook", "what alert.webhook-file names holds no URL");
                assertThat(ledger.alertFailures().toString()).doesNotContain("canary");
            }
        }
    }

    @Test
    void mailsAnAlert() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.setUser("alerts@example.org", "login", "canary/b+c=d%e&f?g (x)");
        mail.start();
        try {
            mail(mail.getSmtp().getPort()).set("alert.smtp-tls", "none").set("alert.smtp-user", "login").set("alert.smtp-password-file", secret("smtp", "canary/b+c=d%e&f?g (x)"));
            problems.add(sink("offsite"));
            try (Routes routes = start()) {
                assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
                MimeMessage message = mail.getReceivedMessages()[0];
                assertThat(message.getSubject()).isEqualTo("cerb-backup desk: critical: sink-down offsite");
                assertThat(message.getFrom()).extracting(Object::toString).containsExactly("backup@example.org");
                assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactlyInAnyOrder("one@example.org", "two@example.org");
                assertThat(message.getContent().toString()).contains("Sink offsite cannot be reached.", "Look at the line.", "since: 2026-03-02T12:00:00Z").doesNotContain("plans.pdf");
                assertThat(java.util.Collections.list(message.getAllHeaders())).extracting(header -> header.getName()).noneMatch(name -> name.startsWith("Camel"));
            }
        } finally {
            mail.stop();
        }
    }

    /** Greenmail offers no STARTTLS: nothing may be sent to it in the clear then. */
    @Test
    void mailsNothingInTheClearUnlessToldSo() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            mail(mail.getSmtp().getPort());
            problems.add(sink("offsite"));
            try (Routes routes = start()) {
                awaitFailure("mail", "STARTTLS");
                assertThat(mail.getReceivedMessages()).isEmpty();
            }
        } finally {
            mail.stop();
        }
    }

    /** Greenmail's certificate is its own. */
    @Test
    void mailsNothingToAServerThatNobodyVouchesFor() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        mail.start();
        try {
            mail(mail.getSmtps().getPort()).set("alert.smtp-tls", "implicit");
            problems.add(sink("offsite"));
            try (Routes routes = start()) {
                awaitFailure("mail", "certification path");
                assertThat(mail.getReceivedMessages()).isEmpty();
            }
        } finally {
            mail.stop();
        }
    }

    @Test
    void addressThatIsRefusedKeepsTheMailFromNoOtherAndIsNamed() throws Exception {
        try (MailServer mail = new MailServer().refusingAddresses("^two@")) {
            mail(mail.port()).set("alert.smtp-tls", "none");
            problems.add(sink("offsite"));
            try (Routes routes = start()) {
                assertThat(mail.next().to()).containsExactly("one@example.org");
                awaitFailure("mail", "two@example.org (550-5.1.1 no such user 550 5.1.1 here)");
                problems.add(sink("vault"));
                assertThat(mail.next()).as("and no mail twice").satisfies(next -> assertThat(next.text()).contains("sink-down vault"));
                mail.refusingAddresses("(?!)");
                problems.add(sink("disk"));
                assertThat(mail.next().to()).containsExactly("one@example.org", "two@example.org");
                awaitFailure("mail", null);
            }
        }
    }

    @Test
    void mailThatIsRefusedHoldsBackNoOther() throws Exception {
        try (MailServer mail = new MailServer().refusingContent("Subject: .*first")) {
            mail(mail.port()).set("alert.smtp-tls", "none");
            problems.addAll(List.of(sink("first"), sink("second")));
            try (Routes routes = start()) {
                assertThat(mail.next().text()).contains("sink-down second");
                awaitFailure("mail", "sink-down first is refused: 554 5.6.0 content refused");
                assertThat(mail.waiting()).isZero();
            }
        }
    }

    @Test
    void whatIsOverAfterARestartIsToldAndWhatLastsIsNotToldAnew() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook"));
            problems.addAll(List.of(sink("first"), sink("second")));
            try (Routes routes = start()) {
                assertThat(List.of(subject(receiver.next().body()), subject(receiver.next().body()))).containsExactly("first", "second");
            }
            engine.close();
            problems.remove(1);
            try (Routes routes = start()) {
                assertThat(receiver.next().body()).contains("\"state\":\"cleared\"", "\"subject\":\"second\"");
            }
        }
    }

    @Test
    void receiverThatHangsHoldsUpNoOther() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            webhook("http://127.0.0.1:" + hanging.getLocalPort() + "/");
            mail(mail.getSmtp().getPort()).set("alert.smtp-tls", "none");
            problems.add(sink("offsite"));
            try (Routes routes = start(); Socket held = hanging.accept()) {
                assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
                assertThat(held.isConnected()).isTrue();
            }
        } finally {
            mail.stop();
        }
    }

    private Routes start() {
        engine = Engine.openOrInitialise(fixture.options(), new Observers(ledger));
        Problems source = () -> List.copyOf(problems);
        return fixture.start(true, Map.of("problems", source, "engine", engine));
    }

    private void webhook(String url) throws Exception {
        fixture.set("alert.webhook-file", secret("webhook", url));
    }

    private RoutesFixture mail(int port) {
        return fixture.set("alert.mail-to", "one@example.org, two@example.org").set("alert.mail-from", "backup@example.org").set("alert.smtp-host", "127.0.0.1").set("alert.smtp-port", Integer.toString(port));
    }

    private String secret(String name, String content) throws Exception {
        Path file = Files.writeString(home.resolve(name + "-secret"), content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")).toString();
    }

    private static String subject(String body) {
        try {
            return new ObjectMapper().readTree(body).path("subject").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the receiver is known to fail for a reason with this text; null: until it does not fail. */
    private void awaitFailure(String receiver, String text) throws InterruptedException {
        await(() -> {
            Ledger.Failure failure = ledger.alertFailures().get(receiver);
            return text == null ? failure == null : failure != null && failure.reason().contains(text);
        }, () -> "waited for " + text + ": " + ledger.alertFailures());
    }

    private static void await(BooleanSupplier condition, Supplier<String> what) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    private static Problem sink(String name) {
        return new Problem("sink-down", name, Severity.CRITICAL, "Sink " + name + " cannot be reached.", "cannot read storage/secret-plans.pdf", "Look at the line.", SINCE);
    }
}
