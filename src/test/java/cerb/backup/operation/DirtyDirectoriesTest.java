package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.shared.Limits;
import cerb.backup.storage.watch.DirtyBatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint of one dirty directory asks of the repository, counted at its backend by an engine that keeps no trees. */
final class DirtyDirectoriesTest {
    @TempDir
    Path root;

    private record Cost(int blobsRead, int filesWritten) { }

    @Test
    void costOfOneDirtyDirectoryDoesNotGrowWithTheOthers() {
        Cost amongTen = cost(10);
        assertThat(cost(1_000)).isEqualTo(amongTen);
        assertThat(amongTen.blobsRead).as("trees of the snapshot, of /storage and of the directory, and the manifest").isBetween(3, 6);
        assertThat(amongTen.filesWritten).as("packs of data and trees, index, snapshot, and perhaps a lock").isBetween(4, 5);
    }

    private Cost cost(int directories) {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root.resolve("of " + directories));
        for (int number = 0; number < directories; number++) {
            helpdesk.write("directory-" + number + "/file", new byte[] {1, (byte) number, (byte) (number >> 8)});
        }
        Counting files = new Counting(new MemoryBackend());
        EngineOptions options = HelpdeskFixture.bare(helpdesk.repository, new Limits(2, Thread.NORM_PRIORITY, 1 << 20, 2, 0))
                .withStorage(new StorageSource(helpdesk.storage, false, List.of(), false));
        try (Engine engine = Engine.over(files, options, new Observers(), Clock.systemUTC())) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            helpdesk.write("directory-5/new", "new".getBytes(StandardCharsets.UTF_8));
            files.read.set(0);
            files.written.set(0);
            assertThat(engine.recoveryPoint().checkpoint(HelpdeskFixture.dirty("directory-5/new"))).isPresent();
            return new Cost(files.read.get(), files.written.get());
        }
    }

    private static final class Counting extends ForwardingBackend {
        private final AtomicInteger read = new AtomicInteger();
        private final AtomicInteger written = new AtomicInteger();

        Counting(Backend backend) {
            super(backend);
        }

        @Override
        public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
            read.addAndGet(handle.type() == FileType.DATA ? 1 : 0);
            return super.load(handle, offset, length, reader);
        }

        @Override
        public void save(Handle handle, Content content) {
            written.incrementAndGet();
            super.save(handle, content);
        }
    }
}
