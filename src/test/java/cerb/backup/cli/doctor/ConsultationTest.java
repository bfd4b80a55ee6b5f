package cerb.backup.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.configuration.Settings;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Level;
import cerb.backup.operation.doctor.estimate.Estimate;
import cerb.backup.operation.observer.Observers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsultationTest {
    private final Map<String, String> values = new HashMap<>();

    @TempDir
    Path home;

    @BeforeEach
    void configure() throws Exception {
        Path storage = Files.createDirectories(home.resolve("storage/attachments/8/q"));
        Files.writeString(storage.resolve("1"), "hello, attachment ".repeat(1000));
        Files.writeString(home.resolve("storage/_master.key"), "master");
        Path password = Files.writeString(home.resolve("password"), "correct horse\n");
        mode(password, "rw-------");
        values.putAll(Map.of("storage.directory", home.resolve("storage").toString(), "repository.directory", home.resolve("repository").toString(),
                "repository.password-file", password.toString(), "repository.minimum-free", "0", "database.user", "root"));
    }

    @Test
    void everythingIsExaminedAndNothingIsChanged() throws Exception {
        String bucket = Oracles.newBucket("doctor");
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            schema.execute("CREATE TABLE t (id INT PRIMARY KEY, b TEXT)", "INSERT INTO t VALUES (1, REPEAT('abc ', 10000))",
                    "CREATE TABLE attachment (id INT PRIMARY KEY, storage_extension VARCHAR(255), storage_key VARCHAR(255))");
            database(schema);
            values.putAll(Map.of("sinks", "offsite", "sink.offsite.bucket", bucket, "sink.offsite.endpoint", Oracles.s3().endpoint().toString(),
                    "sink.offsite.access-key-file", secret("access", Oracles.s3().accessKey()), "sink.offsite.secret-key-file", secret("secret", Oracles.s3().secretKey())));
            Map<String, String> before = files();
            Consultation consultation = consult();
            assertThat(consultation.found()).noneMatch(found -> found.level() == Level.ERROR);
            assertThat(consultation.found()).extracting(Diagnosis::subject).contains("repository.password-file", "sink.offsite.secret-key-file", "server", "clock", "privileges", "tables",
                    "max_allowed_packet", "binary log", "pair", "storage", "restored helpdesk", "watches", "repository", "open files", "free space", "sink offsite");
            assertThat(of(consultation, "watches")).extracting(Diagnosis::level).as("of three directories").containsExactly(Level.OK);
            assertThat(of(consultation, "sink offsite")).singleElement().satisfies(found -> assertThat(found.finding()).endsWith("holds no repository yet"));
            Estimate estimate = consultation.estimate().orElseThrow();
            assertThat(estimate.firstBytes()).isPositive();
            assertThat(estimate.yearBytes()).isEqualTo(estimate.firstBytes() + 365 * estimate.bytesADay());
            assertThat(estimate.sinks()).singleElement().satisfies(sink -> assertThat(sink.bytes()).isEqualTo(estimate.firstBytes()));
            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void theFilesAreExaminedWhereFilesAreCopied() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            schema.execute("CREATE TABLE passing (id INT) ENGINE=MEMORY");
            database(schema);
            values.put("dump.method", "hotcopy");
            Consultation consultation = consult();
            assertThat(of(consultation, "tables")).isEmpty();
            assertThat(of(consultation, "hot copy")).singleElement().satisfies(found -> assertThat(found.finding()).contains("passing (engine MEMORY)"));
            values.put("database.structure-only", "pass*");
            assertThat(of(consult(), "hot copy")).extracting(Diagnosis::level).containsExactly(Level.OK);
        }
    }

    @Test
    void theFirstHotCopyIsTheFirstThoughTheRepositoryIsBegun() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            schema.execute("CREATE TABLE t (b LONGTEXT) ENGINE=MyISAM", "INSERT INTO t VALUES (REPEAT('abc ', 3000000)), (REPEAT('abc ', 3000000))");
            database(schema);
            values.putAll(Map.of("dump.method", "hotcopy", "hotcopy.directory", home.resolve("copies").toString(), "repository.minimum-free", "99%"));
            assertThat(of(consult(), "hot copy")).singleElement().satisfies(found -> assertThat(found.finding()).contains("about 8 MiB would be stored of the copy"));
            Engine.openOrInitialise(EngineOptions.of(Settings.of(values, Map.of())), new Observers()).close();
            assertThat(of(consult(), "hot copy")).singleElement().satisfies(found -> assertThat(found.finding()).contains("about 8 MiB would be stored of the copy"));
        }
    }

    @Test
    void whatIsAwayIsAnErrorAndTheRestIsToldAllTheSame() throws Exception {
        values.putAll(Map.of("database.port", "1", "storage.directory", home.resolve("none").toString(), "sinks", "offsite", "sink.offsite.bucket", "b",
                "sink.offsite.endpoint", "http://127.0.0.1:1", "sink.offsite.access-key-file", secret("access", "a"), "sink.offsite.secret-key-file", secret("secret", "s"),
                "sink.default.retries", "0"));
        Consultation consultation = consult();
        assertThat(consultation.estimate()).isEmpty();
        assertThat(of(consultation, "sink.offsite.endpoint")).singleElement().satisfies(found -> assertThat(found.finding()).contains("without encryption (http://127.0.0.1:1)"));
        for (String subject : List.of("database", "storage", "sink offsite")) {
            assertThat(of(consultation, subject)).as(subject).singleElement().satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.ERROR);
                assertThat(found.remedy()).isNotEmpty();
            });
        }
        assertThat(of(consultation, "free space")).extracting(Diagnosis::level).containsExactly(Level.OK);
    }

    @Test
    void secretsOfOthersAndDirectoriesOfOthersAreSeen() throws Exception {
        Path password = home.resolve("password");
        mode(password, "rw-r--r--");
        values.put("database.port", "1");
        assertThat(of(consult(), "repository.password-file")).singleElement().satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.ERROR);
            assertThat(found.remedy()).isEqualTo("chmod 600 " + password);
        });
        mode(password, "rw-------");
        mode(home, "rwxrwxrwx");
        assertThat(of(consult(), "repository.password-file")).singleElement().satisfies(found -> assertThat(found.remedy()).isEqualTo("chmod go-w " + home));
        Files.delete(password);
        assertThat(of(consult(), "repository.password-file")).singleElement().satisfies(found -> assertThat(found.remedy()).isEqualTo("cerb-backup setup"));
    }

    @Test
    void sinksOnDisksAndAtSshServersAreReachedThroughTheirRoutes() throws Exception {
        Path disk = Files.createDirectory(home.resolve("disk"));
        Path key = Files.writeString(home.resolve("key"), "no key");
        mode(key, "rw-r--r--");
        values.putAll(Map.of("database.port", "1", "sinks", "disk,vault", "sink.disk.directory", disk.toString(), "sink.vault.host", "127.0.0.1", "sink.vault.port", "1",
                "sink.vault.user", "cerb", "sink.vault.directory", "cerb", "sink.vault.known-hosts", key.toString(), "sink.vault.private-key-file", key.toString()));
        values.put("sink.default.retries", "0");
        Consultation consultation = consult();
        assertThat(of(consultation, "sink disk")).extracting(Diagnosis::level).containsExactly(Level.OK, Level.WARNING);
        assertThat(of(consultation, "sink disk")).first().satisfies(found -> assertThat(found.finding()).endsWith("holds no repository yet"));
        assertThat(of(consultation, "sink disk")).last().satisfies(found -> assertThat(found.finding()).contains("on the same file system as"));
        assertThat(of(consultation, "sink vault")).singleElement().satisfies(found -> assertThat(found.level()).isEqualTo(Level.ERROR));
        assertThat(of(consultation, "sink.vault.private-key-file")).singleElement().satisfies(found -> assertThat(found.remedy()).isEqualTo("chmod 600 " + key));
        Files.delete(disk);
        assertThat(of(consult(), "sink disk")).singleElement().satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.ERROR);
            assertThat(found.finding()).contains("a disk that is not mounted");
        });
    }

    @Test
    void directoryThatIsNoStorageIsAnError() throws Exception {
        values.put("database.port", "1");
        values.put("storage.directory", Files.createDirectory(home.resolve("empty")).toString());
        assertThat(of(consult(), "storage")).singleElement().satisfies(found -> assertThat(found.finding()).contains("does not look like Cerb's storage directory"));
    }

    private Consultation consult() {
        Consultation consultation = new Consultation(Settings.of(values, Map.of()), 1_000_000);
        consultation.run();
        assertThat(DoctorOutput.lines(consultation.found(), consultation.estimate())).noneMatch(line -> line.contains("correct horse"));
        assertThat(DoctorOutput.json(consultation.found(), consultation.estimate()).path("findings")).hasSameSizeAs(consultation.found());
        return consultation;
    }

    private static List<Diagnosis> of(Consultation consultation, String subject) {
        return consultation.found().stream().filter(found -> found.subject().equals(subject)).toList();
    }

    private void database(TestSchema schema) {
        values.put("database.port", String.valueOf(schema.port()));
        values.put("database.name", schema.name());
    }

    private String secret(String name, String text) throws Exception {
        Path file = Files.writeString(home.resolve(name), text);
        mode(file, "rw-------");
        return file.toString();
    }

    private static void mode(Path path, String mode) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private Map<String, String> files() throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.toList()) {
                files.put(path.toString(), Files.isRegularFile(path) ? Files.readString(path) : "directory");
            }
        }
        return files;
    }
}
