package cerb.backup.operation.crosscheck;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.CapturedFiles;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.index.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong file that has been wrong for long is looked for in all that is left, and not read once a snapshot. */
final class LastGoodCopyTest {
    private static final int SIZE = 5000;
    private static final String PATH = attachment(1);

    @TempDir
    Path root;
    private final List<String> loaded = Collections.synchronizedList(new ArrayList<>());

    private Engine engine(HelpdeskFixture helpdesk) {
        return helpdesk.engine(new ForwardingBackend(new MemoryBackend()) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                loaded.add(handle + "@" + offset);
                return super.load(handle, offset, length, reader);
            }
        });
    }

    /** One of a good copy, and then four of one of the same size; the newest comes first. */
    private static List<StoredSnapshot> snapshots(HelpdeskFixture helpdesk, Engine engine) throws IOException {
        helpdesk.write(PATH, content(1, SIZE));
        List<RecoveryPointResult> points = new ArrayList<>(List.of(helpdesk.recoveryPoint(engine, 1)));
        helpdesk.write(PATH, content(2, SIZE));
        for (int i = 0; i < 4; i++) {
            points.add(helpdesk.recoveryPoint(engine, 1));
        }
        Collections.reverse(points);
        return points.stream().map(point -> engine.repository().find(point.snapshot().toString())).toList();
    }

    @Test
    void readsAWrongContentOnce() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = engine(helpdesk)) {
            List<StoredSnapshot> snapshots = snapshots(helpdesk, engine);
            IndexedRepository index = engine.repository().index();
            String wrong = placeOf(index, snapshots.get(0));
            loaded.clear();
            LastGoodCopy copies = new LastGoodCopy(index, snapshots);
            assertThat(copies.ofFile(PATH, SIZE, sha1(content(1, SIZE)), "attachment 1")).startsWith("The last good copy is in snapshot " + snapshots.get(4).id().shortName());
            assertThat(copies.ofFile(PATH, SIZE, sha1(content(3, SIZE)), "attachment 1")).startsWith("No older snapshot holds a good copy.");
            assertThat(loaded).filteredOn(wrong::equals).hasSize(1);
        }
    }

    @Test
    void saysWhatIsNotKnownForWantOfTime() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = engine(helpdesk)) {
            List<StoredSnapshot> snapshots = snapshots(helpdesk, engine);
            LastGoodCopy copies = new LastGoodCopy(engine.repository().index(), snapshots, Duration.ofNanos(-1));
            assertThat(copies.ofFile(PATH, SIZE, sha1(content(1, SIZE)), "attachment 1")).startsWith("The newest copy of its size that is not known to be wrong is in snapshot " + snapshots.get(0).id().shortName());
            assertThat(copies.ofFile(PATH, SIZE, "", "attachment 1")).startsWith("The last good copy is in snapshot " + snapshots.get(0).id().shortName());
            assertThat(copies.ofFile(PATH, SIZE + 1, sha1(content(1, SIZE)), "attachment 1")).startsWith("No older snapshot holds a good copy.");
        }
    }

    private static String sha1(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
    }

    private static String placeOf(IndexedRepository index, StoredSnapshot snapshot) {
        Id blob = new CapturedFiles(index, BaseSnapshot.readParts(snapshot, index).orElseThrow().storage().subtree()).find(PATH).content().get(0);
        Location location = index.locate(BlobHandle.data(blob)).orElseThrow();
        return new Handle(FileType.DATA, location.pack().toString()) + "@" + location.blob().offset();
    }
}
