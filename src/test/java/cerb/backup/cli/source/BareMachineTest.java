package cerb.backup.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.source.BareMachine.Ended;
import cerb.backup.cli.verb.Verbs;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.Locks;
import cerb.backup.repository.lock.RepositoryLock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reading verb, and {@code unlock}, on a machine that has the password and the name of a bucket: no repository directory, no database, for most no configuration. */
final class BareMachineTest {
    private static final String BUCKET = "offsite";

    @TempDir
    private static Path root;
    @TempDir
    private Path home;
    private static EmbeddedS3 s3;
    private static HelpdeskFixture helpdesk;
    private static String first;
    private static String url;
    private BareMachine machine;

    @BeforeAll
    static void fillBucket() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 40);
        try (Engine engine = helpdesk.engine()) {
            first = helpdesk.recoveryPoint(engine, 1, 2).snapshot().toString();
            helpdesk.write("attachments/new/one", "new".getBytes());
            helpdesk.recoveryPoint(engine, 1, 2, 3);
        }
        s3 = EmbeddedS3.start();
        s3.createBucket(BUCKET);
        copy(helpdesk.repository, s3.directory(BUCKET).resolve("desks/one"));
        url = "s3:" + s3.endpoint() + "/" + BUCKET + "/desks/one";
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new BareMachine(home.resolve("machine")).keysOf(s3).set("RESTIC_PASSWORD", HelpdeskFixture.PASSWORD);
    }

    @Test
    void readsAUrlWithoutAnyConfiguration() throws Exception {
        JsonNode snapshots = json(machine.run("snapshots", "--json", "--from", url));
        assertThat(snapshots).hasSize(2);
        assertThat(snapshots.get(0).path("id").asText()).isEqualTo(first);
        assertThat(machine.run("cat", "latest", "/storage/attachments/new/one", "--from", url).out()).isEqualTo("new");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void restoresFromASinkOfTheConfiguration() throws Exception {
        Path configuration = machine.file("bare.properties", "instance.name=cerb\nsinks=offsite\nsink.offsite.bucket=" + BUCKET + "\nsink.offsite.prefix=desks/one/\nsink.offsite.endpoint="
                + s3.endpoint() + "\n");
        Path target = home.resolve("restored");
        Ended ended = machine.run("restore", "--from", "offsite", "--storage-to", target.toString(), "--config", configuration.toString());
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void checksWhatASinkHolds() throws Exception {
        Path password = machine.set("RESTIC_PASSWORD", "another").file("password", HelpdeskFixture.PASSWORD);
        JsonNode result = json(machine.run("check", "--sink", url, "--read-data", "--json", "--password-file", password.toString()));
        assertThat(result.path("damaged").asBoolean()).isFalse();
        assertThat(result.path("repository").asText()).isEqualTo(url);
        assertThat(result.path("packs_read").asLong()).isEqualTo(result.path("packs").asLong()).isPositive();
        assertThat(s3.directory(BUCKET).resolve("desks/one/locks")).as("the lock was given back").satisfiesAnyOf(
                locks -> assertThat(locks).doesNotExist(), locks -> assertThat(locks).isEmptyDirectory());
    }

    @Test
    void takesARepositoryUpAgainInsteadOfMakingAnother() throws Exception {
        Path directory = home.resolve("repository");
        Path configuration = machine.file("new.properties", "repository.directory=" + directory + "\nsinks=offsite\nsink.offsite.bucket=" + BUCKET
                + "\nsink.offsite.prefix=desks/one/\nsink.offsite.endpoint=" + s3.endpoint() + "\nmanagement.port=0\n");
        assertThat(machine.run("run", "--config", configuration.toString())).satisfies(ended -> {
            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.err()).contains("no repository in " + directory, "sink offsite holds one", "cerb-backup init --from offsite");
        });
        assertThat(directory).doesNotExist();
        JsonNode result = json(machine.run("init", "--from", "offsite", "--json", "--config", configuration.toString()));
        assertThat(result.path("snapshots").asInt()).isEqualTo(2);
        try (RepositorySource source = RepositorySource.open(settings(Map.of("repository.directory", directory.toString())), null)) {
            assertThat(source.snapshots().choose("latest", null, true).snapshot().hostname()).isEqualTo("cerb");
        }
    }

    @Test
    void refusesASecondRepositoryBesideOneAtASink() {
        Settings unreachable = settings(Map.of("sinks", "offsite", "sink.offsite.bucket", BUCKET, "sink.offsite.endpoint", "http://127.0.0.1:1", "sink.default.retries", "0",
                "repository.directory", root.resolve("none").toString()));
        List<String> asked = new ArrayList<>();
        FullSinks.refuse(unreachable, (sink, failure) -> asked.add(sink + " " + failure.message()));
        assertThat(asked).singleElement().asString().startsWith("offsite ");
    }

    @Test
    void exportsWhatASinkHolds() throws Exception {
        JsonNode result = json(machine.run("export", home.resolve("volumes").toString(), "--volume-size", "4.7GB", "--from", url, "--json"));
        assertThat(result.path("volumes")).extracting(JsonNode::asText).containsExactly("volume-001");
        assertThat(home.resolve("volumes/volume-001/SHA256SUMS")).isNotEmptyFile();
    }

    private static Repository atTheBucket(RepositoryOptions options) {
        return Repository.open(new LocalBackend(s3.directory(BUCKET).resolve("desks/one")), Password.of(HelpdeskFixture.PASSWORD), options);
    }

    @Test
    void removesLocksAtASink() throws Exception {
        try (Repository there = atTheBucket(RepositoryOptions.defaults()); RepositoryLock lock = there.locks().acquire(LockMode.EXCLUSIVE)) {
            assertThatThrownBy(() -> there.locks().acquire(LockMode.SHARED)).hasMessageContaining("cannot lock the repository at").hasMessageContaining("cerb-backup unlock, with --from");
            assertThat(json(machine.run("unlock", "--from", url, "--remove-all", "--json")).path("removed").path(0).path("id").asText()).isEqualTo(lock.id().toString());
            assertThat(there.locks().list()).isEmpty();
        }
    }

    /** The daemon notes its locks beside the local repository, wherever they are: one that is late with its refreshes holds them all the same. */
    @Test
    void leavesTheLockOfOurOwnMirrorAtASink() {
        Path repository = home.resolve("repository");
        RepositoryOptions ofMirror = RepositoryOptions.defaults().withLockNotes(Locks.notes(repository)).withClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
        try (Repository mirrored = atTheBucket(ofMirror); RepositoryLock lock = mirrored.locks().acquire(LockMode.SHARED);
                RepositorySource source = RepositorySource.openForLocks(settings(Map.of("repository.directory", repository.toString())), url)) {
            assertThat(source.repository().locks().unlock(false)).singleElement().satisfies(judged -> {
                assertThat(judged.lock().id()).isEqualTo(lock.id());
                assertThat(judged.reason()).contains("a cerb-backup that runs on this host holds it");
            });
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshots", "ls", "cat", "dump", "find", "diff", "stats", "restore", "check", "unlock"})
    void everyReadingVerbCanBeToldWhereToReadFrom(String verb) {
        assertThat(Verbs.program(verb, List.of()).getSubcommands().get(verb).getCommandSpec().optionsMap()).containsKeys("--from", "--password-file");
    }

    @Test
    void readsADirectory() {
        try (RepositorySource source = RepositorySource.open(settings(Map.of()), "local:" + helpdesk.repository)) {
            assertThat(source.snapshots().list(damage -> { })).hasSize(2);
        }
    }

    @Test
    void takesTheOnlyHelpdeskThereForLatest() {
        String place = helpdesk.repository.toString();
        try (RepositorySource source = RepositorySource.open(settings(Map.of("instance.name", "other")), place)) {
            assertThatThrownBy(() -> source.snapshots().choose("latest", null, false)).hasMessageContaining("of other");
        }
        Path renamed = root.resolve("renamed");
        HelpdeskFixture acme = new HelpdeskFixture(renamed);
        try (Engine engine = Engine.openOrInitialise(acme.options("acme"), new Observers())) {
            acme.recoveryPoint(engine, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (RepositorySource source = RepositorySource.open(settings(Map.of()), acme.repository.toString())) {
            assertThat(source.snapshots().choose("latest", null, true).snapshot().hostname()).isEqualTo("acme");
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused(ExitCode.FAILED, HelpdeskFixture.PASSWORD, "elsewhere", "neither a sink");
        assertRefused(ExitCode.NO_REPOSITORY, HelpdeskFixture.PASSWORD, root.resolve("none").toString(), "no such directory");
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
        try {
            assertRefused(ExitCode.NO_REPOSITORY, HelpdeskFixture.PASSWORD, url + "/none", "no repository");
            assertRefused(ExitCode.WRONG_PASSWORD, "canary", url, "password");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private static void assertRefused(ExitCode exit, String password, String from, String words) {
        Settings settings = Settings.of(Map.of(), Map.of("RESTIC_PASSWORD", password));
        assertThatThrownBy(() -> RepositorySource.open(settings, from)).satisfies(thrown -> {
            assertThat(Failure.of(thrown).exit()).isEqualTo(exit);
            assertThat(Failure.of(thrown).paragraph()).contains(from, words).doesNotContain("canary");
        });
    }

    private static Settings settings(Map<String, String> values) {
        return Settings.of(values, Map.of("RESTIC_PASSWORD", HelpdeskFixture.PASSWORD));
    }

    private static JsonNode json(Ended ended) throws IOException {
        assertThat(ended.exit()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    private Stream<String> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("machine"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.contains("fetched")).toList().stream();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(path -> Files.isRegularFile(path) && !path.getFileName().toString().startsWith("cerb-backup"))::iterator) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
