package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.component.dump.MysqlDumpEndpoint;
import cerb.backup.component.repository.RepositoryEndpoint;
import cerb.backup.configuration.ConfigurationException;
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
    private boolean daemon;

    @BeforeEach
    void prepare() throws IOException {
        own = Files.createDirectories(home.resolve("own"));
        fixture = new RoutesFixture(home);
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> fixture.start(daemon, Map.of(), own).close()).isInstanceOf(ConfigurationException.class).hasMessageContaining(message);
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
        write("cellar.camel.yaml", "- route: {id: sink-cellar, from: {uri: 'repository:sink', parameters: {sink: cellar}, steps: [{log: x}]}}");
        daemon = true;
        refuses("a route begins at the sink cellar, which the setting sinks does not name");
    }

    @Test
    void twoRoutesOfOneSink() throws IOException {
        fixture.set("sinks", "cellar");
        write("cellar.camel.yaml", "- route: {id: cellar-1, from: {uri: 'repository:sink?sink=cellar', steps: [{log: x}]}}\n"
                + "- route: {id: cellar-2, from: {uri: 'repository:sink', parameters: {sink: cellar}, steps: [{log: x}]}}");
        refuses("two routes begin at the sink cellar");
    }

    @Test
    void unknownParameterOfAKamelet() throws IOException {
        fixture.set("sinks", "cellar");
        write("cellar.camel.yaml", """
                - route:
                    id: sink-cellar
                    from:
                      uri: repository:sink
                      parameters: {sink: cellar}
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
        refuses("broken.camel.yaml, line 1");
    }

    @Test
    void ownFileTakesThePlaceOfTheShippedOneAndAnyOtherComesBesideIt() throws IOException {
        write("check.camel.yaml", "- route: {id: check, description: ours, from: {uri: 'direct:check', steps: [{setBody: {constant: ours}}]}}");
        write("own.camel.yaml", "- route: {id: own, from: {uri: 'direct:own', steps: [{setBody: {constant: own}}]}}");
        try (Routes routes = fixture.start(false, Map.of(), own)) {
            assertThat(routes.call("check", Map.of())).isEqualTo("ours");
            assertThat(routes.call("own", Map.of())).isEqualTo("own");
            assertThat(routes.context().getRoutes()).extracting(Route::getRouteId).contains("database-dump", "storage-update", "retention");
        }
    }

    @Test
    void ownKameletTakesThePlaceOfTheShippedOne() throws IOException {
        Files.writeString(Files.createDirectories(own.resolve("kamelets")).resolve("file-store.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: file-store}
                spec:
                  definition: {title: Ours, properties: {}}
                  template: {from: {uri: 'kamelet:source', steps: [{setBody: {constant: our kamelet}}]}}
                """);
        write("own.camel.yaml", "- route: {id: own, from: {uri: 'direct:own', steps: [{to: {uri: 'kamelet:file-store'}}]}}");
        try (Routes routes = fixture.start(false, Map.of(), own)) {
            assertThat(routes.call("own", Map.of())).isEqualTo("our kamelet");
        }
    }

    @Test
    void directoryThatIsNotThere() throws IOException {
        Files.delete(own);
        refuses("cannot list the routes in " + own);
    }

    @Test
    void loadsSinksThatAreNamedAndNoOthers() throws IOException {
        try (Routes routes = fixture.start(false, Map.of())) {
            assertThat(routes.context().getRoutes()).extracting(Route::getRouteId).contains("storage-update", "database-dump")
                    .doesNotContain("sink-offsite", "database-dump-schedule", "storage-watch");
            assertThat(routes.context().getEndpoints()).filteredOn(RepositoryEndpoint.class::isInstance).extracting(each -> ((RepositoryEndpoint) each).getReadData())
                    .containsOnly(null, "next/10");
            assertThat(routes.context().getEndpoints()).filteredOn(MysqlDumpEndpoint.class::isInstance).extracting(each -> ((MysqlDumpEndpoint) each).getExclude())
                    .containsOnly(null, "");
        }
    }
}
