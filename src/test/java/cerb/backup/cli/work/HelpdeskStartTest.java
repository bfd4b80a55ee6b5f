package cerb.backup.cli.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.daemon.DaemonClient;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.component.RoutesFixture;
import cerb.backup.configuration.ConfigurationException;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.gate.HostLock;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.Repository;
import cerb.backup.repository.shared.WrongPasswordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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
        try (RunningHelpdesk helpdesk = RunningHelpdesk.forVerb(fixture.settings(), new Observers())) {
            assertThat(helpdesk.routes().context().getRegistry().findSingleByType(Engine.class)).isSameAs(helpdesk.engine());
            assertThat(helpdesk.routes().firstStarted()).isPresent();
        }
    }

    @Test
    void tellsThatTheRepositoryCannotBeOpenedRatherThanWhatFollows() throws IOException {
        Path other = home.resolve("other-password");
        Files.setPosixFilePermissions(Files.writeString(other, "another password"), PosixFilePermissions.fromString("rw-------"));
        fixture.set("repository.password-file", other.toString());
        assertThatThrownBy(() -> RunningHelpdesk.forVerb(fixture.settings(), new Observers())).isInstanceOf(WrongPasswordException.class);
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route: {from: [");
        assertThatThrownBy(() -> RunningHelpdesk.forVerb(fixture.settings(), new Observers())).isInstanceOf(WrongPasswordException.class);
    }

    @Test
    void givesTheRepositoryBackWhereTheRoutesCannotStart() throws IOException {
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route: {from: [");
        assertThatThrownBy(() -> RunningHelpdesk.forVerb(fixture.settings(), new Observers())).isInstanceOf(ConfigurationException.class).hasMessageContaining("broken.camel.yaml");
        Engine.open(EngineOptions.of(fixture.settings()), new Observers()).close();
    }

    @Test
    void daemonTellsItsStatusWhileItsRoutesStartAndIsGoneWhereTheyCannot() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        Function<Repository, Work> starting = repository -> (arguments, display) -> new Outcome(ExitCode.OK, Json.object().put("starting", repository.id().toString()));
        Thread asking = new Thread(() -> told.complete(status()));
        asking.start();
        try (RunningHelpdesk helpdesk = RunningHelpdesk.daemon(fixture.settings(), new Observers(), List::of, starting)) {
            assertThat(told.get()).isEqualTo(helpdesk.engine().repository().id().toString());
            helpdesk.answer(Map.of("status", (arguments, display) -> new Outcome(ExitCode.OK, Json.object().put("starting", "no longer"))));
            assertThat(status()).isEqualTo("no longer");
        }
        assertThat(DaemonClient.find(fixture.options().repositoryDirectory())).isEmpty();
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route: {from: [");
        assertThatThrownBy(() -> RunningHelpdesk.daemon(fixture.settings(), new Observers(), List::of, starting)).isInstanceOf(ConfigurationException.class);
        assertThat(DaemonClient.find(fixture.options().repositoryDirectory())).isEmpty();
    }

    /** Who listens as soon as the lock is held, and asks the repository later, is found by every verb from the first moment on. */
    @Test
    void whoTakesTheRepositoryHearsOfItBeforeItIsOpened() {
        fixture.set("repository.directory", home.resolve("new").toString());
        EngineOptions options = EngineOptions.of(fixture.settings());
        Engine.openOrInitialise(options, new Observers(), () -> {
            assertThat(options.repositoryDirectory().resolve("config")).doesNotExist();
            assertThatThrownBy(() -> HostLock.take(options.repositoryDirectory())).isInstanceOf(HostLock.BusyException.class);
        }).close();
        assertThat(options.repositoryDirectory().resolve("config")).exists();
    }

    @Test
    void daemonListensInADirectoryInWhichItMakesTheRepository() {
        fixture.set("repository.directory", home.resolve("new").toString());
        Function<Repository, Work> starting = repository -> (arguments, display) -> new Outcome(ExitCode.OK, Json.object().put("starting", repository.id().toString()));
        try (RunningHelpdesk helpdesk = RunningHelpdesk.daemon(fixture.settings(), new Observers(), List::of, starting)) {
            assertThat(status()).isEqualTo(helpdesk.engine().repository().id().toString());
        }
    }

    @Test
    void daemonWhoseRepositoryCannotBeOpenedListensNoMore() throws Exception {
        Path other = home.resolve("other-password");
        Files.setPosixFilePermissions(Files.writeString(other, "another password"), PosixFilePermissions.fromString("rw-------"));
        fixture.set("repository.password-file", other.toString());
        assertThatThrownBy(() -> RunningHelpdesk.daemon(fixture.settings(), new Observers(), List::of, repository -> null)).isInstanceOf(WrongPasswordException.class);
        assertThat(fixture.options().repositoryDirectory().resolve("cerb-backup.socket")).doesNotExist();
        assertThat(DaemonClient.find(fixture.options().repositoryDirectory())).isEmpty();
    }

    /** Asks until there is somebody to ask. */
    private String status() {
        try {
            Optional<DaemonClient> daemon = DaemonClient.find(fixture.options().repositoryDirectory());
            for (; daemon.isEmpty(); daemon = DaemonClient.find(fixture.options().repositoryDirectory())) {
                Thread.sleep(10);
            }
            try (DaemonClient client = daemon.get()) {
                return client.ask("status", Json.object(), Observer.NONE).result().path("starting").asText();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
