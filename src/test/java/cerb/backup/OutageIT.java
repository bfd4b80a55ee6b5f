package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.ExitCode;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.observer.Observer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose sink is away when it starts: it does its work, says what is wrong, and catches up when the sink is back. */
final class OutageIT {
    @TempDir
    private Path root;

    private Installed program;

    @Test
    void runsOnWhileTheSinkIsAwayAndSaysSo() throws Exception {
        program = new Installed(root).newHelpdesk("outage");
        try (EmbeddedS3 s3 = EmbeddedS3.start()) {
            s3.createBucket("offsite");
            program.sink(s3, "offsite").set("sink.default.retries", "1").set("sink.offsite.most-delay", "10s");
            assertThat(program.run("init").code()).as("before an outage: run itself makes none while a sink might hold one").isZero();
            s3.beginOutage();
            try (Daemon daemon = program.start()) {
                assertThat(daemon.backup(Observer.NONE).exit()).as("the recovery point does not wait for the sink").isEqualTo(ExitCode.OK);
                daemon.await("status tells of it", () -> daemon.status().path("problems").toString().contains("Connection refused"));
                daemon.await("health is down, once the sink is away for longer than it may", () -> health() == 503);
                assertSpeaksOfTheSink(daemon.status());
                s3.endOutage();
                daemon.awaitMirrored();
                daemon.await("health is up", () -> health() == 200);
                assertThat(daemon.status().path("problems")).as("that it was never printed").singleElement().asString().contains("recovery kit");
                assertThat(daemon.log().lines().filter(line -> line.contains("WARN") || line.contains("ERROR"))).as("one line an outage's pass, by the sink's name")
                        .isNotEmpty().allMatch(line -> line.contains("sink offsite: ") || line.contains("recovery kit"));
                assertThat(daemon.log()).doesNotContain("\tat ", s3.secretKey(), Installed.PASSWORD);
            }
        }
    }

    private void assertSpeaksOfTheSink(ObjectNode status) throws Exception {
        assertThat(status.path("sinks").path(0).path("backlog_files").asLong()).isPositive();
        Installed.Ended screen = program.run("status");
        assertThat(screen.output()).as(screen.errors()).contains("daemon running", "sink offsite", "CRITICAL", "Connection refused");
    }

    private int health() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + program.setting("management.port") + "/observe/health");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding()).statusCode();
    }
}
