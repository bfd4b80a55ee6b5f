package cerb.backup.cli.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.component.RoutesFixture;
import cerb.backup.configuration.ConfigurationException;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.Observers;
import cerb.backup.repository.WrongPasswordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository is opened while the routes are loaded; either may fail. */
class HelpdeskStartTest {
    @TempDir
    private Path home;

    private RoutesFixture fixture;
    private Path routes;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new RoutesFixture(home);
        Engine.openOrInitialise(EngineOptions.of(fixture.settings()), new Observers()).close();
        routes = Files.createDirectories(home.resolve("own-routes"));
        fixture.set("routes.directory", routes.toString());
    }

    @Test
    void knowsTheRepositoryWhenTheRoutesRun() {
        try (Helpdesk helpdesk = Helpdesk.forVerb(fixture.settings(), new Observers())) {
            assertThat(helpdesk.routes().context().getRegistry().findSingleByType(Engine.class)).isSameAs(helpdesk.engine());
            assertThat(helpdesk.routes().firstStarted()).isPresent();
        }
    }

    @Test
    void tellsThatTheRepositoryCannotBeOpenedRatherThanWhatFollows() throws IOException {
        Path other = home.resolve("other-password");
        Files.setPosixFilePermissions(Files.writeString(other, "another password"), PosixFilePermissions.fromString("rw-------"));
        fixture.set("repository.password-file", other.toString());
        assertThatThrownBy(() -> Helpdesk.forVerb(fixture.settings(), new Observers())).isInstanceOf(WrongPasswordException.class);
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route: {from: [");
        assertThatThrownBy(() -> Helpdesk.forVerb(fixture.settings(), new Observers())).isInstanceOf(WrongPasswordException.class);
    }

    @Test
    void givesTheRepositoryBackWhereTheRoutesCannotStart() throws IOException {
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route: {from: [");
        assertThatThrownBy(() -> Helpdesk.forVerb(fixture.settings(), new Observers())).isInstanceOf(ConfigurationException.class).hasMessageContaining("broken.camel.yaml");
        Engine.open(EngineOptions.of(fixture.settings()), new Observers()).close();
    }
}
