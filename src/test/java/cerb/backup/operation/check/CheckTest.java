package cerb.backup.operation.check;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckTest {
    @TempDir
    Path root;
    private final Backend backend = new MemoryBackend();
    private HelpdeskFixture helpdesk;

    @BeforeEach
    void backUp() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 20);
        helpdesk.write("large", content(1, 2_000_000));
        try (Engine engine = helpdesk.engine(backend)) {
            helpdesk.recoveryPoint(engine, 1, 2);
            helpdesk.write(attachment(100), content(100, 50));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
    }

    @Test
    void checksWhatMayOnlyBeRead() {
        Backend readable = new ForwardingBackend(backend) {
            @Override
            public void save(Handle handle, Content content) {
                throw new PermanentException("access denied");
            }
        };
        try (Repository repository = Repository.open(readable, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults())) {
            CheckResult result = new Check(repository, Observer.NONE).run(CheckOptions.everything());
            assertThat(result.damaged()).isFalse();
            assertThat(result.findings()).singleElement().asString().contains("cannot be locked", "access denied");
        }
    }

    @Test
    void interruptionEndsTheReadingOfPacksAndGivesTheLockBack() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Backend slow = new ForwardingBackend(backend) {
            @Override
            public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
                if (handle.type() == FileType.DATA && length < 0) {
                    reading.countDown();
                    waitForEver();
                }
                return super.load(handle, offset, length, reader);
            }
        };
        try (Repository repository = Repository.open(slow, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults())) {
            FutureTask<CheckResult> checking = new FutureTask<>(() -> new Check(repository, Observer.NONE).run(CheckOptions.everything()));
            Thread thread = new Thread(checking);
            thread.start();
            assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            assertThatThrownBy(() -> checking.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(OperationException.class).hasMessageContaining("interrupted before all packs were read");
            assertThat(repository.locks().list()).isEmpty();
        }
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new TransientException("interrupted", e);
        }
    }

    private CheckResult check(CheckOptions options) {
        try (Repository repository = open()) {
            return new Check(repository, Observer.NONE).run(options);
        }
    }

    private Repository open() {
        return Repository.open(backend, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults());
    }

    @Test
    void findsNothingInWhatWeWrote() {
        CheckResult result = check(CheckOptions.everything());
        assertThat(result.findings()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.snapshots()).isEqualTo(2);
        assertThat(result.packsRead()).isEqualTo(result.packs()).isPositive();
        assertThat(check(CheckOptions.structure()).packsRead()).isZero();
    }

    @Test
    void refusesADirectoryThatNoLongerHoldsTheRepository() {
        try (Repository repository = Repository.open(backend, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults())) {
            for (FileType type : FileType.values()) {
                List<Handle> all = new ArrayList<>();
                backend.list(type, (file, size) -> all.add(file));
                all.forEach(backend::remove);
            }
            assertThatThrownBy(() -> new Check(repository, Observer.NONE).run(CheckOptions.everything())).isInstanceOf(NoRepositoryException.class).hasMessageContaining("is gone");
            List<Handle> written = new ArrayList<>();
            backend.list(FileType.LOCK, (file, size) -> written.add(file));
            assertThat(written).isEmpty();
        }
    }

    @Test
    void flippedBitIsFoundByReadingAndNamedWithSnapshotsAndPaths() {
        change(largest(FileType.DATA), bytes -> {
            bytes[bytes.length / 2] ^= 1;
            return bytes;
        });
        assertThat(check(CheckOptions.structure()).damaged()).isFalse();
        CheckResult result = check(CheckOptions.everything());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.findings()).filteredOn(finding -> finding.subject().startsWith("snapshot ")).hasSize(2)
                .allMatch(finding -> finding.message().equals("/storage/large is damaged"));
    }

    @Test
    void missingAndShortPacksAreFoundByTheirSizes() {
        Handle pack = largest(FileType.DATA);
        byte[] whole = bytes(pack);
        change(pack, bytes -> java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(check(CheckOptions.structure()).findings()).anyMatch(finding -> finding.message().contains("bytes instead of " + whole.length));
        backend.remove(pack);
        CheckResult result = check(CheckOptions.structure());
        assertThat(result.findings()).anyMatch(finding -> finding.subject().equals("pack " + pack.name()) && finding.message().equals("is missing"))
                .anyMatch(finding -> finding.message().equals("/storage/large is damaged"));
    }

    @Test
    void orphanPackIsWorthANote() {
        byte[] bytes = "left by a run that was cut off".getBytes(StandardCharsets.US_ASCII);
        backend.save(new Handle(FileType.DATA, Id.hash(bytes).toString()), Content.of(bytes));
        CheckResult result = check(CheckOptions.everything());
        assertThat(result.damaged()).isFalse();
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE));
    }

    @Test
    void readsSubsetsOfThePacks() {
        long all = check(CheckOptions.everything()).packsRead();
        long inParts = 0;
        for (int part = 1; part <= 3; part++) {
            inParts += check(new CheckOptions(Subset.parse(part + "/3"), 2)).packsRead();
        }
        assertThat(inParts).isEqualTo(all);
        assertThat(IntStream.range(0, 4).map(last -> Subset.parse("next/3", last).part())).containsExactly(1, 2, 3, 1);
        assertThatThrownBy(() -> Subset.parse("next/0", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(check(new CheckOptions(Subset.parse("1K"), 1)).packsRead()).isEqualTo(1);
        assertThat(Subset.parse("2.5%").share()).isEqualTo(0.025);
        assertThat(Subset.parse("500M").maximum()).isEqualTo(500L << 20);
        assertThat(Subset.parse("1B").maximum()).isEqualTo(1);
        for (String wrong : List.of("0/3", "4/3", "1/257", "0%", "101%", "", "x", "-1", "0", "1", "500", "0K", "0B")) {
            assertThatThrownBy(() -> Subset.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Handle largest(FileType type) {
        List<Handle> handles = new ArrayList<>();
        backend.list(type, (handle, size) -> handles.add(handle));
        return handles.stream().max(Comparator.comparingLong(backend::size)).orElseThrow();
    }

    private byte[] bytes(Handle handle) {
        return backend.load(handle, 0, -1, InputStream::readAllBytes);
    }

    private void change(Handle handle, UnaryOperator<byte[]> change) {
        byte[] changed = change.apply(bytes(handle));
        backend.remove(handle);
        backend.save(handle, Content.of(changed));
    }
}
