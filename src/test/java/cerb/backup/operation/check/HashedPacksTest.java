package cerb.backup.operation.check;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check of a repository whose store hashes files itself. */
class HashedPacksTest {
    @TempDir
    private Path root;

    private final Hashing store = new Hashing(new MemoryBackend());

    /** Counts the packs that are read whole. */
    private static final class Hashing extends ForwardingBackend {
        private final List<Handle> fetched = new ArrayList<>();

        Hashing(Backend backend) {
            super(backend);
        }

        @Override
        public synchronized <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
            if (handle.type() == FileType.DATA && offset == 0 && (length < 0 || length == size(handle))) {
                fetched.add(handle);
            }
            return super.load(handle, offset, length, reader);
        }

        @Override
        public Optional<Map<Handle, String>> hashes(Collection<Handle> files) {
            Map<Handle, String> hashes = new HashMap<>();
            files.forEach(file -> hashes.put(file, Id.hash(super.<byte[]>load(file, 0, -1, InputStream::readAllBytes)).toString()));
            return Optional.of(hashes);
        }
    }

    @BeforeEach
    void backUp() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.write("large", content(1, 2_000_000));
        try (Engine engine = helpdesk.engine(store)) {
            helpdesk.recoveryPoint(engine, 1, 2);
        }
    }

    private CheckResult check() {
        try (Repository repository = Repository.open(store, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults())) {
            store.fetched.clear();
            return new Check(repository, Observer.NONE).run(CheckOptions.everything());
        }
    }

    @Test
    void fetchesNoPackThatItsStoreVouchesFor() {
        CheckResult result = check();
        assertThat(result.exitCode()).isZero();
        assertThat(result.packsRead()).isEqualTo(result.packs()).isPositive();
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.message()).contains(result.packs() + " packs").contains("were not fetched"));
        assertThat(store.fetched).isEmpty();
    }

    @Test
    void takesTheWordOfTheStoreForAPackThatWasFoundDamaged() {
        try (Repository repository = Repository.open(store, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults())) {
            repository.index().forEachPack((pack, blobs) -> repository.index().trust().distrust(pack));
            assertThat(new Check(repository, Observer.NONE).run(CheckOptions.structure()).damaged()).isTrue();
            assertThat(new Check(repository, Observer.NONE).run(CheckOptions.everything()).damaged()).isFalse();
            assertThat(repository.index().trust().distrusted()).isEmpty();
        }
    }

    @Test
    void fetchesThePackWhoseHashIsWrongAndNamesWhatIsDamaged() {
        List<Handle> packs = new ArrayList<>();
        store.list(FileType.DATA, (pack, size) -> {
            if (size > 1_000_000) {
                packs.add(pack);
            }
        });
        Handle large = packs.get(0);
        byte[] bytes = store.load(large, 0, -1, InputStream::readAllBytes);
        bytes[1_000_000] ^= 1;
        store.remove(large);
        store.save(large, Content.of(bytes));
        assertThat(check().findings()).anyMatch(finding -> finding.message().equals("/storage/large is damaged"));
        assertThat(store.fetched).containsOnly(large);
    }
}
