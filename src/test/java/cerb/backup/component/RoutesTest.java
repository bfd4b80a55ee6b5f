package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.configuration.ConfigurationException;
import cerb.backup.demo.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Route;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before any route starts, and what is not loaded at all. */
class RoutesTest {
    @TempDir
    private Path home;

    private Path own;
    private RoutesFixture fixture;

    @BeforeEach
    void prepare() throws IOException {
        own = Files.createDirectories(home.resolve("own"));
        fixture = new RoutesFixture(home);
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> fixture.start(false, Map.of(), own).close()).isInstanceOf(ConfigurationException.class).hasMessageContaining(message);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(own.resolve(file), text);
    }

    @Test
    void sinkWithoutARoute() {
        fixture.set("sinks", "nowhere");
        refuses("sinks names nowhere, but no loaded route begins at this sink");
    }

    @Test
    void routeOfASinkThatIsNotNamed() throws IOException {
        write("vault.camel.yaml", "- route: {id: sink-vault, from: {uri: 'repository:sink', parameters: {sink: vault}, steps: [{log: x}]}}");
        refuses("a route begins at the sink vault, which the setting sinks does not name");
    }

    @Test
    void twoRoutesOfOneSink() throws IOException {
        fixture.set("sinks", "vault");
        write("vault.camel.yaml", "- route: {id: vault-1, from: {uri: 'repository:sink?sink=vault', steps: [{log: x}]}}\n"
                + "- route: {id: vault-2, from: {uri: 'repository:sink', parameters: {sink: vault}, steps: [{log: x}]}}");
        refuses("two routes begin at the sink vault");
    }

    @Test
    void unknownParameterOfAKamelet() throws IOException {
        fixture.set("sinks", "vault");
        write("vault.camel.yaml", """
                - route:
                    id: sink-vault
                    from:
                      uri: repository:sink
                      parameters: {sink: vault}
                      steps:
                        - filter:
                            constant: "true"
                            steps:
                              - to: {uri: 'kamelet:s3-store', parameters: {bucket: b, buckit: c}}
                """);
        refuses("gives the kamelet s3-store parameters that it does not have: buckit");
    }

    @Test
    void kameletThatIsNotThere() throws IOException {
        write("own.camel.yaml", "- route: {id: own, from: {uri: 'direct:own', steps: [{to: {uri: 'kamelet:nowhere'}}]}}");
        refuses("kamelet nowhere");
    }

    @Test
    void settingThatARouteNeeds() {
        fixture.set("sinks", "offsite");
        refuses("sink.offsite.bucket");
    }

    @Test
    void brokenFile() throws IOException {
        write("broken.camel.yaml", "- route: {id: own, from: {uri: 'direct:own', stepz: []}}");
        refuses("cannot start the routes");
    }

    @Test
    void loadsSinksThatAreNamedAndNoOthers() throws IOException {
        try (Routes routes = fixture.start(false, Map.of())) {
            assertThat(routes.context().getRoutes()).extracting(Route::getRouteId).contains("storage-update", "database-dump")
                    .doesNotContain("sink-offsite", "database-dump-schedule", "storage-watch");
        }
    }

    @Test
    void passesSecretsUnchangedAndShowsThemNowhere() throws IOException {
        String secret = "a/b+c=d%e&f?g)h";
        Path file = Files.writeString(home.resolve("odd"), secret);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        try (EmbeddedS3 s3 = EmbeddedS3.start()) {
            s3.createBucket("b");
            fixture.sink("offsite", s3, "b", "").set("sink.offsite.secret-key-file", file.toString());
            try (Routes routes = fixture.start(false, Map.of())) {
                assertThat(routes.context().getEndpoints()).extracting(Object::toString).noneMatch(uri -> uri.contains("a/b"));
            }
        }
    }
}
