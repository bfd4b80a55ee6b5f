package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon's readiness says of the free space on the repository's disk. */
class SpaceReadinessTest {
    @TempDir
    private Path home;

    @Test
    void isDownWithTheReasonBelowTheFloor() throws IOException {
        // no disk that holds anything is free altogether
        withMinimumFree("100%", routes -> {
            assertThat(space(HealthCheckHelper.invokeReadiness(routes.context(), "full"))).satisfies(result -> {
                assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(result.getMessage().orElseThrow()).contains("repository.minimum-free").doesNotContain(home.toString());
                assertThat(result.getDetails().get("reason").toString()).contains("nothing new is stored in " + home.resolve("repository"), "repository.minimum-free=100%", "Free space there");
            });
            assertThat(HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(routes.context()), true)).as("ready, as the management port says in one line").isFalse();
            assertThat(HealthCheckHelper.invokeLiveness(routes.context(), "full")).noneMatch(SpaceReadinessTest::isOfSpace);
        });
        withMinimumFree("1", routes -> assertThat(space(HealthCheckHelper.invokeReadiness(routes.context(), "full")).getState()).isEqualTo(HealthCheck.State.UP));
    }

    private void withMinimumFree(String minimum, Consumer<Routes> assertions) throws IOException {
        Files.createDirectories(home.resolve("storage"));
        RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").set("repository.minimum-free", minimum);
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers());
                Routes routes = fixture.start(true, Map.of("engine", engine))) {
            assertions.accept(routes);
        }
    }

    private static HealthCheck.Result space(Collection<HealthCheck.Result> results) {
        return results.stream().filter(SpaceReadinessTest::isOfSpace).findFirst().orElseThrow();
    }

    private static boolean isOfSpace(HealthCheck.Result result) {
        return result.getCheck().getId().equals("repository-space");
    }
}
