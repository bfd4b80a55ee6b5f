package cerb.backup.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.configuration.Settings;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no daemon runs, a sync sends through the shipped route itself. */
class SyncHereTest {
    @TempDir
    Path home;

    @Test
    void sendsWhatIsMissing() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.start()) {
            s3.createBucket("copies");
            Settings settings = settings(s3);
            Engine.openOrInitialise(EngineOptions.of(settings), new Observers()).close();
            s3.beginOutage();
            Outcome away = sync(settings, "1s");
            assertThat(away.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(sink(away).path("listed").asBoolean()).as("what it lacks is not known").isFalse();
            assertThat(sink(away).path("problem").asText()).isNotBlank();
            s3.endOutage();
            Outcome done = sync(settings, null);
            assertThat(done.exit()).isEqualTo(ExitCode.OK);
            assertThat(sink(done).path("sent_files").asInt()).as("config and key").isEqualTo(2);
            assertThat(s3.directory("copies").resolve("cerb/config")).exists();
            assertThat(s3.directory("copies").resolve("cerb/locks")).satisfiesAnyOf(locks -> assertThat(locks).doesNotExist(), locks -> assertThat(locks).isEmptyDirectory());
        }
    }

    private static JsonNode sink(Outcome outcome) {
        return outcome.result().path("sinks").path(0);
    }

    private static Outcome sync(Settings settings, String timeout) throws InterruptedException {
        try (RunningHelpdesk helpdesk = RunningHelpdesk.forSync(settings, new Observers())) {
            return new SyncWork(helpdesk.engine(), settings).run(Json.object().put("timeout", timeout), Observer.NONE);
        }
    }

    private Settings settings(EmbeddedS3 s3) throws IOException {
        return Settings.of(Map.of("repository.directory", home.resolve("repository").toString(), "repository.password-file", secret("password", "secret"),
                "sinks", "offsite", "sink.offsite.bucket", "copies", "sink.offsite.prefix", "cerb/", "sink.offsite.endpoint", s3.endpoint().toString(),
                "sink.offsite.access-key-file", secret("access", s3.accessKey()), "sink.offsite.secret-key-file", secret("secret", s3.secretKey()),
                "sink.default.retries", "0", "repository.minimum-free", "0"), Map.of());
    }

    private String secret(String name, String text) throws IOException {
        return Files.setPosixFilePermissions(Files.writeString(home.resolve(name), text), PosixFilePermissions.fromString("rw-------")).toString();
    }
}
