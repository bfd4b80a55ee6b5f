package cerb.backup.component.alert;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.component.alert.Problem.Severity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes, with receivers that hear, refuse and hang. */
class AlertRoutesTest {
    private static final Instant SINCE = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path home;

    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private RoutesFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (String file : List.of("errors.camel.yaml", "alerts.camel.yaml")) {
            // the same, but for the patience
            Files.writeString(routes.resolve(file), Files.readString(RoutesFixture.SHIPPED.resolve(file)).replaceAll("(?m)^( +(?:delay|redeliveryDelay)): .*", "$1: \"100\""));
        }
        fixture = new RoutesFixture(home).only(routes).set("instance.name", "desk").set("alert.settle", "300ms");
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
                assertThat(receiver.next().body()).contains("\"state\":\"cleared\"", "\"code\":\"sink-down\"", "\"subject\":\"offsite\"");
                assertThat(receiver.waiting()).isZero();
            }
        }
    }

    @Test
    void textsOfErrorsAreToldWhereTheyAreAskedFor() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/"));
            fixture.set("alert.names", "true");
            problems.add(sink("offsite"));
            try (Routes routes = start()) {
                assertThat(receiver.next().body()).contains("Sink offsite cannot be reached. (cannot read storage/secret-plans.pdf)");
            }
        }
    }

    @Test
    void whatIsRefusedOrLedElsewhereIsSentAgainAndTurnsHealthDown() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            webhook(receiver.url("/hook"));
            receiver.answer(302);
            problems.add(sink("offsite"));
            try (Routes routes = start()) {
                awaitHealth(routes, "the webhook has answered with status 302");
                for (int i = 0; i < 4; i++) {
                    assertThat(receiver.next().path()).as("never the place that it was led to").isEqualTo("/hook");
                }
                receiver.answer(200);
                awaitUp(routes);
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
                awaitHealth(routes, "what alert.webhook-file names holds no URL");
                assertThat(health(routes)).doesNotContain("canary");
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
                awaitHealth(routes, "STARTTLS");
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
                awaitHealth(routes, "SSLHandshakeException");
                assertThat(mail.getReceivedMessages()).isEmpty();
            }
        } finally {
            mail.stop();
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

    private Routes start(Path... more) {
        Problems source = () -> List.copyOf(problems);
        return fixture.start(true, Map.of("problems", source), more);
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

    private static void awaitUp(Routes routes) throws InterruptedException {
        await(routes, () -> HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(routes.context()), true), "health is up");
    }

    private static void awaitHealth(Routes routes, String text) throws InterruptedException {
        await(routes, () -> health(routes).contains(text), "health says " + text);
    }

    private static void await(Routes routes, BooleanSupplier condition, String what) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).as(what + ": " + health(routes)).isTrue();
    }

    private static String health(Routes routes) {
        return HealthCheckHelper.invokeReadiness(routes.context(), "full").stream().map(AlertRoutesTest::said).toList().toString();
    }

    private static String said(HealthCheck.Result result) {
        StringBuilder said = new StringBuilder(result.getMessage().orElse(""));
        for (Throwable error = result.getError().orElse(null); error != null; error = error.getCause()) {
            said.append(' ').append(error);
        }
        return said.toString();
    }

    private static Problem sink(String name) {
        return new Problem("sink-down", name, Severity.CRITICAL, "Sink " + name + " cannot be reached.", "cannot read storage/secret-plans.pdf", "Look at the line.", SINCE);
    }
}
