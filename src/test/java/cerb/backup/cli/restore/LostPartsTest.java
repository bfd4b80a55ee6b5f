package cerb.backup.cli.restore;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whoever restores a snapshot of which a pack is lost hears of it first, and which other one is whole. */
final class LostPartsTest {
    @TempDir
    private Path root;
    private HelpdeskFixture helpdesk;
    private Id first;
    private Id sound;
    private Id torn;
    private Id mended;
    private Path pack;

    @BeforeEach
    void takePoints() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        Path config = Files.writeString(root.resolve("framework.config.php"), "<?php");
        try (Engine engine = Engine.openOrInitialise(helpdesk.options().withStorage(new StorageSource(helpdesk.storage, true, List.of(), false, List.of(config), null)), new Observers())) {
            first = helpdesk.recoveryPoint(engine, 1).snapshot();
            sound = helpdesk.recoveryPoint(engine, 1).snapshot();
            helpdesk.write("mail/lost", content(1, 5000));
            torn = helpdesk.recoveryPoint(engine, 1).snapshot();
            pack = helpdesk.repository.resolve(new Handle(FileType.DATA, engine.repository().index().locate(BlobHandle.data(Id.hash(content(1, 5000)))).orElseThrow().pack().toString()).path());
            helpdesk.delete("mail/lost");
            mended = helpdesk.recoveryPoint(engine, 1, 2).snapshot();
        }
    }

    private int restore(String... words) throws IOException {
        Path password = Files.writeString(root.resolve("password"), HelpdeskFixture.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Path file = Files.writeString(root.resolve("cerb-backup.properties"), "repository.directory=" + helpdesk.repository + "\nrepository.password-file=" + password
                + "\nstorage.directory=" + helpdesk.storage + "\n");
        return new CommandLine(new RestoreVerb()).execute(Stream.concat(Stream.of("--config", file.toString(), "--quiet"), Stream.of(words)).toArray(String[]::new));
    }

    private Optional<Finding> lost(Id snapshot, Predicate<String> wanted) {
        try (Repository repository = Repository.open(new LocalBackend(helpdesk.repository), Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults())) {
            return new Snapshots(repository, "cerb").lost(repository.find(snapshot.toString()), true, wanted);
        }
    }

    @Test
    void nearestWholeOnesAreNamedBesideOneThatIsNot() throws IOException {
        Files.delete(pack);
        assertThat(lost(torn, name -> true)).hasValueSatisfying(finding -> {
            assertThat(finding.subject()).isEqualTo("snapshot " + torn.shortName());
            assertThat(finding.message()).contains("known to be missing or damaged");
            assertThat(finding.remedy()).contains(mended.shortName()).contains("(newer)").contains(sound.shortName()).contains("(older)").doesNotContain(first.shortName());
        });
        assertThat(restore(torn.toString())).as("a plan to restore it").isEqualTo(3);
        Path target = root.resolve("restored");
        assertThat(restore(torn.toString(), "--storage-to", target.toString())).isEqualTo(3);
        assertThat(target.resolve("_master.key")).as("what is there comes back").exists();
    }

    /** Neither what other snapshots need, nor another part of the same one. */
    @Test
    void nothingIsSaidOfWhatIsNotRestored() throws IOException {
        Files.write(pack, new byte[] {1});
        assertThat(lost(mended, name -> true)).isEmpty();
        assertThat(restore()).isZero();
        assertThat(lost(torn, "storage"::equals)).isPresent();
        assertThat(lost(torn, "database"::equals)).isEmpty();
        assertThat(restore(torn.toString(), "--extra-to", root.resolve("extra").toString(), "--dry-run")).isZero();
    }

    @Test
    void nothingIsSaidWhereAllIsThere() {
        assertThat(lost(torn, name -> true)).isEmpty();
    }

    @Test
    void saysSoWhereNothingIsWhole() throws IOException {
        try (Stream<Path> packs = Files.walk(helpdesk.repository.resolve("data"))) {
            packs.filter(Files::isRegularFile).forEach(each -> each.toFile().delete());
        }
        assertThat(lost(mended, name -> true)).hasValueSatisfying(finding -> assertThat(finding.remedy()).contains("None that could take its place is whole"));
    }
}
