package cerb.backup.operation.interop;

import static cerb.backup.operation.HelpdeskFixture.PASSWORD;
import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.FileType;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.prune.PruneOptions;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.Initialization;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.FileName;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories that one program makes and the others continue, in every version and way of compression. */
final class VersionsTest {
    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;

    @BeforeEach
    void makeFiles() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 10);
        byte[] half = content(1, 1_500_000);
        Arrays.fill(half, 0, 700_000, (byte) 'a');
        Path large = helpdesk.write("plugins/large", half);
        helpdesk.write("plugins/empty", new byte[0]);
        Files.createLink(helpdesk.storage.resolve("plugins/second-name"), large);
        Files.createSymbolicLink(helpdesk.storage.resolve("plugins/link"), Path.of("../nowhere"));
        Files.write(FileName.of(new byte[] {'n', 'o', (byte) 0xff, '\n', '\\', '"'}).in(helpdesk.storage.resolve("plugins")), half, StandardOpenOption.CREATE);
        helpdesk.write("plugins/\u00e9\u65e5<&>\u00a0\ud83d\udce7", content(2, 10));
        Path script = helpdesk.write("plugins/script", "#!/bin/sh".getBytes(StandardCharsets.UTF_8));
        Files.setAttribute(script, "unix:mode", 04750, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(script, "user:comment", "by hand".getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(script, FileTime.from(Instant.parse("1999-12-31T23:59:59.123456789Z")));
        Files.setLastModifiedTime(helpdesk.storage.resolve("plugins"), FileTime.from(Instant.parse("2001-02-03T04:05:06.7Z")));
    }

    private String restic(ResticVersion version, String... arguments) {
        return Oracles.restic(version).in(root).run(helpdesk.repository.toString(), PASSWORD, arguments);
    }

    private void assertRestoredByUs(Engine engine, StoredSnapshot snapshot) throws IOException {
        Path target = root.resolve("ours-" + snapshot.id().shortName());
        assertThat(new Restore(engine.repository(), Observer.NONE).storage(snapshot, StorageOptions.to(target)).findings()).isEmpty();
        assertThat(TreeListing.of(target).entrySet()).containsExactlyElementsOf(TreeListing.of(helpdesk.storage).entrySet());
    }

    private void assertRestoredBy(ResticVersion version, String snapshot) throws IOException {
        assertThat(TreeListing.of(helpdesk.restoreByRestic(version, snapshot, "theirs-" + version + snapshot)).entrySet())
                .containsExactlyElementsOf(TreeListing.of(helpdesk.storage).entrySet());
    }

    private static void assertClean(Engine engine) {
        assertThat(new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything()).findings()).isEmpty();
    }

    private static StoredSnapshot newest(Engine engine) {
        List<StoredSnapshot> all = engine.repository().snapshots();
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({"INSTALLED, 1, auto", "NEWER, 1, auto", "INSTALLED, 2, off", "NEWER, 2, max"})
    void whatResticMadeIsReadAndContinued(ResticVersion maker, int format, String compression) throws IOException {
        ResticVersion otherVersion = ResticVersion.values()[1 - maker.ordinal()];
        restic(maker, "init", "--repository-version", Integer.toString(format));
        restic(maker, "backup", "storage", "--compression", compression);
        try (Engine engine = helpdesk.engine()) {
            assertClean(engine);
            assertRestoredByUs(engine, newest(engine));
            helpdesk.write(attachment(20), "compress me ".repeat(5_000).getBytes(StandardCharsets.UTF_8));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            helpdesk.write(attachment(21), "compress me too ".repeat(5_000).getBytes(StandardCharsets.UTF_8));
            helpdesk.recoveryPoint(engine, 1, 2, 3);
            assertThat(isCompressed()).isEqualTo(format == 2);
            assertRestoredBy(otherVersion, newest(engine).id().toString());
            restic(otherVersion, "backup", "storage");
            restic(otherVersion, "forget", "--keep-last", "1", "--prune", "--max-unused", "0");
            assertThat(engine.repository().snapshots()).as("one a group of host and paths").hasSize(3);
            helpdesk.write(attachment(22), content(22, 500));
            engine.recoveryPoint().checkpoint(HelpdeskFixture.dirty(attachment(22)));
            pruneByUs(engine, maker);
            assertClean(engine);
            assertRestoredByUs(engine, newest(engine));
        }
        restic(maker, "check", "--read-data");
        assertRestoredBy(otherVersion, "latest");
    }

    /** What restic stored and forgot goes, and what is needed of its packs is copied; everything else stays as it can be read. */
    private void pruneByUs(Engine engine, ResticVersion version) {
        helpdesk.write("plugins/for-a-while", content(99, 400_000));
        restic(version, "backup", "storage");
        helpdesk.delete("plugins/for-a-while");
        restic(version, "forget", newest(engine).id().toString());
        engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        PruneResult pruned = new Prune(engine, Observer.NONE).run(PruneOptions.standard(16 << 20).withMaxUnused(0).withGrace(Duration.ZERO));
        assertThat(pruned.bytesRemoved()).isGreaterThan(400_000);
        assertThat(pruned.bytesUnused()).isZero();
    }

    /** Whether anything in the repository is compressed; what is not is in the first version's spelling. */
    private boolean isCompressed() throws IOException {
        LocalBackend backend = new LocalBackend(helpdesk.repository);
        MasterKey key = new Initialization(backend, RepositoryOptions.defaults()).open(Password.of(PASSWORD)).key();
        List<Byte> beginnings = new ArrayList<>();
        for (FileType type : List.of(FileType.SNAPSHOT, FileType.INDEX)) {
            backend.list(type, (handle, size) -> beginnings.add(new Envelope(key).open(backend.load(handle, 0, -1, in -> in.readAllBytes()))[0]));
        }
        List<Boolean> blobs = new ArrayList<>();
        try (Engine reader = helpdesk.engine(new LocalBackend(helpdesk.repository))) {
            reader.repository().index().forEachPack((pack, all) -> all.forEach(blob -> blobs.add(blob.isCompressed())));
        }
        assertThat(blobs).isNotEmpty();
        return blobs.contains(true) || beginnings.contains((byte) 2);
    }

    @ParameterizedTest
    @CsvSource({"INSTALLED, auto", "NEWER, max"})
    void whatWeMadeIsContinuedByRestic(ResticVersion version, String compression) throws IOException {
        try (Engine engine = helpdesk.engine()) {
            String first = helpdesk.recoveryPoint(engine, 1, 2, 3).snapshot().toString();
            assertRestoredBy(version, first);
            restic(version, "backup", "storage", "--compression", compression);
            assertRestoredByUs(engine, newest(engine));
            restic(version, "tag", "--add", "kept", first);
            restic(version, "prune", "--max-unused", "0", "--repack-uncompressed");
            if (version == ResticVersion.INSTALLED) {
                restic(version, "rebuild-index", "--read-all-packs");
            } else {
                restic(version, "repair", "index", "--read-all-packs");
                restic(version, "repair", "snapshots", "--dry-run");
                restic(version, "rewrite", "--exclude", "plugins/script", "--forget", "--tag", "kept");
            }
            helpdesk.write(attachment(22), content(22, 500));
            engine.recoveryPoint().checkpoint(HelpdeskFixture.dirty(attachment(22)));
            assertClean(engine);
            assertRestoredByUs(engine, newest(engine));
            assertRestoredBy(version, newest(engine).id().toString());
        }
        restic(version, "check", "--read-data");
    }
}
