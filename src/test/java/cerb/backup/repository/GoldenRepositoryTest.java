package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads a repository that was written without restic's code and without ours (reference/restic-format.md, Golden fixture). */
class GoldenRepositoryTest {
    private static final Id PACK = Id.parse("0699b065ac943473c8976e53b10c931489d0e2c518bca9846c3641596724d3bb");
    private static final Id TREE = Id.parse("1abd1dc1f00a24c4e30f10301242dc03db478af1631b4d14666400cbde1f13d7");

    private Repository repository;

    @BeforeEach
    void open() throws URISyntaxException {
        Path directory = Path.of(GoldenRepositoryTest.class.getResource("/golden-repo").toURI());
        repository = Repository.open(new LocalBackend(directory), Password.of("golden-password"), SmallBackup.OPTIONS);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void readsItsFile() {
        Id root = repository.snapshots().get(0).snapshot().tree();
        assertThat(repository.index().tree(root)).singleElement().extracting(Node::subtree).isEqualTo(TREE);
        assertThat(repository.index().tree(TREE)).singleElement().satisfies(node -> {
            assertThat(node.name().toString()).isEqualTo("hello.txt");
            assertThat(content(node)).isEqualTo("Hello, restic format!\n");
        });
    }

    private String content(Node node) {
        return new String(repository.index().load(BlobHandle.data(node.content().get(0))), StandardCharsets.UTF_8);
    }

    @Test
    void findsItSound() {
        SmallBackup.assertSound(repository);
        assertThat(repository.index().statistics().packs()).isEqualTo(2);
    }

    @Test
    void readsThePacksHeader() {
        assertThat(repository.index().packHeader(PACK)).singleElement()
                .satisfies(blob -> assertThat(repository.index().locate(blob.handle()).orElseThrow().pack()).isEqualTo(PACK))
                .satisfies(blob -> assertThat(IndexedRepository.packSize(List.of(blob))).isEqualTo(127));
    }
}
