package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.document.KeyFile;
import cerb.backup.format.document.RepositoryConfig;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.document.UnpackedFile;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.TreeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads a repository that was written without restic's code and without ours, and that restic finds clean. */
class GoldenRepositoryTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden-repo");
    private static final Id HELLO = Id.parse("38c93c74cd954963e8dac837db6725953fd9fabd9e0d79169fefd29babd7b9e0");
    private static final Id HELLO_PACK = Id.parse("0699b065ac943473c8976e53b10c931489d0e2c518bca9846c3641596724d3bb");
    private static final Id TREE_PACK = Id.parse("b0784bb5bef282e4ab4c118cc0cb5c8907ca6743341dbccda366e37fa96fb726");
    private static final Id DIRECTORY = Id.parse("1abd1dc1f00a24c4e30f10301242dc03db478af1631b4d14666400cbde1f13d7");

    private final KeyFile keyFile = KeyFile.read(only("keys"));
    private final Envelope envelope = new Envelope(masterKey());

    private MasterKey masterKey() {
        KeyDerivation derivation = new KeyDerivation(keyFile.n(), keyFile.r(), keyFile.p());
        MasterKey derived = derivation.derive(Password.of("golden-password"), keyFile.saltBytes());
        return MasterKey.fromJson(new Envelope(derived).open(keyFile.dataBytes()));
    }

    @Test
    void passwordLeadsToTheMasterKey() {
        assertThat(masterKey().toJson()).asString(StandardCharsets.US_ASCII).isEqualTo("{\"mac\":{\"k\":\"Oai3eRxxO+B97iGTBVJZXQ==\",\"r\":\"DQovA0ypGwg48H8AxPIlBg==\"},"
                + "\"encrypt\":\"AYBAhQe5V/F+QtwBUFyeah9pgN9yc96PpiUyIDaqsIA=\"}");
    }

    @Test
    void configKeyAndSnapshotAreRead() throws IOException {
        RepositoryConfig config = RepositoryConfig.read(envelope.open(Files.readAllBytes(GOLDEN.resolve("config"))));
        assertThat(config.version()).isEqualTo(2);
        assertThat(config.chunkerPolynomial()).hasSize(14);
        Snapshot snapshot = Snapshot.read(unwrapped("snapshots"));
        assertThat(snapshot.paths()).isNotEmpty();
        assertThat(new TreeReader(blob(TREE_PACK, BlobHandle.tree(snapshot.tree())))).extracting(Node::subtree).containsExactly(DIRECTORY);
    }

    @Test
    void indexAgreesWithThePackHeaders() throws IOException {
        List<IndexedPack> packs = new ArrayList<>();
        try (InputStream json = UnpackedFile.open(envelope.open(only("index")), UnpackedFile.MAXIMUM_INDEX)) {
            IndexFile.read(json, packs::add);
        }
        assertThat(packs).hasSize(2);
        for (IndexedPack pack : packs) {
            assertThat(header(pack(pack.pack()))).isEqualTo(pack.blobs());
        }
    }

    @Test
    void blobsAreTheOnesTheirIdsName() throws IOException {
        byte[] plain = blob(HELLO_PACK, BlobHandle.data(HELLO));
        assertThat(plain).asString(StandardCharsets.UTF_8).isEqualTo("Hello, restic format!\n");
        assertThat(Id.hash(plain)).isEqualTo(HELLO);
    }

    @Test
    void treeIsCanonical() throws IOException {
        byte[] plain = blob(TREE_PACK, BlobHandle.tree(DIRECTORY));
        assertThat(Id.hash(plain)).isEqualTo(DIRECTORY);
        TreeReader tree = new TreeReader(plain);
        assertThat(tree.isCanonical()).isTrue();
        assertThat(tree).extracting(Node::content).containsExactly(List.of(HELLO));
    }

    private byte[] blob(Id packId, BlobHandle handle) throws IOException {
        byte[] pack = pack(packId);
        PackedBlob blob = header(pack).stream().filter(one -> one.handle().equals(handle)).findFirst().orElseThrow();
        return envelope.open(Arrays.copyOfRange(pack, (int) blob.offset(), (int) blob.end()));
    }

    private List<PackedBlob> header(byte[] pack) {
        int end = pack.length - PackHeader.TRAILER_LENGTH;
        int length = ByteBuffer.wrap(pack).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        return PackHeader.decode(envelope.open(Arrays.copyOfRange(pack, end - length, end)));
    }

    private byte[] unwrapped(String directory) {
        return UnpackedFile.unwrap(envelope.open(only(directory)), UnpackedFile.MAXIMUM_SNAPSHOT);
    }

    private static byte[] pack(Id id) throws IOException {
        byte[] pack = Files.readAllBytes(GOLDEN.resolve("data/" + id.toString().substring(0, 2) + "/" + id));
        assertThat(Id.hash(pack)).isEqualTo(id);
        return pack;
    }

    private static byte[] only(String directory) {
        try (var files = Files.list(GOLDEN.resolve(directory))) {
            return Files.readAllBytes(files.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
