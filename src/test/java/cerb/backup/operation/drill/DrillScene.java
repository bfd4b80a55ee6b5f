package cerb.backup.operation.drill;

import cerb.backup.Oracles;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.Dump;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.RunningDump;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.hotcopy.HotCopy;
import cerb.backup.mysql.hotcopy.HotCopyOptions;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Table;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.Run;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.gate.LiveDirectories;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.ContentStream;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A helpdesk of real rows and files, a recovery point of it in memory, and drills of what becomes of that. */
final class DrillScene implements AutoCloseable {
    static final int FILES = 12;
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Password PASSWORD = Password.of(HelpdeskFixture.PASSWORD);
    static final RepositoryOptions OPTIONS = RepositoryOptions.defaults().withKeyDerivation(HelpdeskFixture.CHEAP_KEYS).withLockSettle(HelpdeskFixture.NO_SETTLE);

    final Oracles.Database server;
    final String schema;
    final HelpdeskFixture helpdesk;
    final MemoryBackend whole = new MemoryBackend();
    final Path directory;
    List<Path> extra = List.of();
    String point;
    private boolean cerb;

    DrillScene(Path root, Oracles.Flavour flavour) throws SQLException, IOException {
        server = Oracles.database(flavour);
        schema = server.newSchema("live");
        directory = root.resolve("drills");
        helpdesk = new HelpdeskFixture(root.resolve("helpdesk"));
        helpdesk.attach(1, FILES - 1);
        fill();
        Repository.init(whole, PASSWORD, OPTIONS).close();
        backUp();
    }

    private void fill() throws SQLException {
        execute("CREATE TABLE ticket (id INT PRIMARY KEY AUTO_INCREMENT, subject VARCHAR(100), score DOUBLE) ENGINE=InnoDB",
                "INSERT INTO ticket (subject, score) VALUES ('one', 0.1), ('two', 2), (NULL, 3e9)",
                "CREATE TABLE worker (id INT PRIMARY KEY, name VARCHAR(20)) ENGINE=MyISAM", "INSERT INTO worker VALUES (1, 'Kina'), (2, 'Milo')",
                "CREATE TABLE nothing (id INT PRIMARY KEY)", "CREATE VIEW open_ticket AS SELECT id FROM ticket");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Takes a recovery point. */
    void backUp() throws IOException {
        backUp(run -> Dump.open(live(), DumpOptions.defaults(), new DumpListener() {
            @Override
            public RowListener rows(DumpPart part, Table table) {
                return run.rows(part, table);
            }
        }));
    }

    /** Writes the repository into a directory. */
    void copyTo(Path repository) {
        try (LocalBackend local = new LocalBackend(repository)) {
            for (FileType type : FileType.values()) {
                whole.list(type, (file, size) -> local.save(file, Content.of(whole.bytes(file))));
            }
        }
    }

    /** Takes one of copies of the server's own files. */
    void backUpHot(Path staging) throws IOException {
        backUp(run -> HotCopy.open(live(), DumpOptions.defaults(), new HotCopyOptions(Duration.ofMinutes(1), true, null, staging), DumpListener.NONE));
    }

    private void backUp(Function<Run, RunningDump> opener) throws IOException {
        EngineOptions options = helpdesk.options().withStorage(new StorageSource(helpdesk.storage, cerb, List.of(), false, extra, null));
        try (Engine engine = HelpdeskFixture.engine(whole, options, Clock.systemUTC()); Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of());
                RunningDump dump = opener.apply(run)) {
            for (Iterator<DumpPart> plan = dump.plan(); plan.hasNext();) {
                DumpPart part = plan.next();
                try (InputStream in = dump.read(part)) {
                    run.store(part, in);
                }
            }
            RecoveryPointResult result = run.commit(dump.finish());
            if (result.incomplete()) {
                throw new IllegalStateException("the scene is incomplete: " + result.findings());
            }
            point = result.snapshot().shortName();
        }
    }

    DatabaseAddress live() {
        return DatabaseAddress.of(server.host(), server.port(), Oracles.Database.USER, () -> "").withSchema(schema);
    }

    /** On the same server, which has to be allowed. */
    DrillOptions options() {
        return new DrillOptions("cerb", List.of("offsite"), directory, null, live().withSchema(""), live(true), false, 2, 2, helpdesk.root, null);
    }

    /** The same of a Cerb, whose rows refer to files. */
    DrillOptions cerb() throws SQLException, IOException {
        execute("CREATE TABLE cerb_property_store (extension_id VARCHAR(128), property VARCHAR(128), value TEXT)", "INSERT INTO cerb_property_store VALUES ('cron.mail', 'enabled', '1')",
                "CREATE TABLE attachment (id INT PRIMARY KEY, name VARCHAR(50), mime_type VARCHAR(50), updated INT, storage_extension VARCHAR(100), storage_key VARCHAR(100), storage_size INT,"
                        + " storage_profile_id INT, storage_sha1hash VARCHAR(40))");
        for (int id = 1; id <= 3; id++) {
            execute("INSERT INTO attachment VALUES (" + id + ", 'a', 'b', 0, 'devblocks.storage.engine.disk', '" + HelpdeskFixture.attachment(id).substring("attachments/".length()) + "', "
                    + (100 + id * 37) + ", 0, '')");
        }
        cerb = true;
        backUp();
        DrillOptions o = options();
        return new DrillOptions(o.helpdesk(), o.sinks(), o.directory(), null, o.server(), o.live(), true, 2, 2, o.repositoryDirectory(), null);
    }

    /** The same with a server that the drill starts. */
    DrillOptions ownServer() {
        return new DrillOptions("cerb", List.of(), directory, null, null, live(false), false, 2, 2, helpdesk.root, null);
    }

    private DrillOptions.Live live(boolean mayUse) {
        return new DrillOptions.Live(live(), new LiveDirectories(List.of(helpdesk.storage, helpdesk.repository)), mayUse);
    }

    DrillReport drill(MemoryBackend backend) {
        return drill(options(), backend, Observer.NONE);
    }

    DrillReport drill(DrillOptions options, MemoryBackend backend, Observer observer) {
        return new Drill(options, observer, Clock.systemUTC()).run("offsite", fetched -> Repository.open(backend, PASSWORD, OPTIONS));
    }

    /** The pack that holds the content of the first attachment, and whatever else. */
    Handle packOfFiles() {
        return pack(index -> BlobHandle.data(Id.hash(HelpdeskFixture.content(1, 137))));
    }

    /** The pack of the root directory. */
    Handle packOfTrees() {
        return pack(index -> BlobHandle.tree(newest(index).snapshot().tree()));
    }

    private Handle pack(Function<Repository, BlobHandle> blob) {
        try (Repository repository = Repository.open(whole.copy(), PASSWORD, OPTIONS)) {
            return new Handle(FileType.DATA, repository.index().locate(blob.apply(repository)).orElseThrow().pack().toString());
        }
    }

    private static StoredSnapshot newest(Repository repository) {
        List<StoredSnapshot> all = repository.snapshots();
        return all.get(all.size() - 1);
    }

    List<Handle> files(FileType type) {
        List<Handle> files = new ArrayList<>();
        whole.list(type, (file, size) -> files.add(file));
        return files;
    }

    /** Writes the recovery point again with what somebody has made of its root's nodes; the one before stays, and is older. */
    MemoryBackend rewritten(Rewrite rewrite) throws IOException {
        return rewritten(rewrite, List.of());
    }

    /** The same recovery point, newer and with a further tag. */
    MemoryBackend retagged(String tag) throws IOException {
        return rewritten((index, writer, tree) -> tree, List.of(tag));
    }

    private MemoryBackend rewritten(Rewrite rewrite, List<String> tags) throws IOException {
        MemoryBackend backend = whole.copy();
        try (Repository repository = Repository.open(backend, PASSWORD, OPTIONS)) {
            Snapshot old = newest(repository).snapshot();
            Id tree;
            try (RepositoryWriter writer = repository.index().openWriter()) {
                tree = rewrite.tree(repository.index(), writer, old.tree());
                writer.flush();
            }
            repository.saveSnapshot(Snapshot.of(old.time().plusSeconds(1), tree, old.paths(), old.hostname()).withTags(Stream.concat(old.tags().stream(), tags.stream()).toList()));
        }
        return backend;
    }

    /** Writes the recovery point again with what somebody has made of its manifest. */
    MemoryBackend withManifest(Consumer<ObjectNode> change) throws IOException {
        return rewritten((index, writer, tree) -> with(index, writer, tree, "manifest.json", node -> {
            try (ContentStream content = new ContentStream(index, node.content())) {
                ObjectNode manifest = (ObjectNode) JSON.readTree(content);
                change.accept(manifest);
                byte[] bytes = JSON.writeValueAsBytes(manifest);
                return node.withContent(bytes.length, List.of(writer.storeData(bytes, 0, bytes.length)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /** The same of what its manifest says of each table. */
    MemoryBackend withTables(Consumer<ObjectNode> change) throws IOException {
        return withManifest(manifest -> manifest.path("database").path("tables").forEach(table -> change.accept((ObjectNode) table)));
    }

    /** Makes another root tree. */
    interface Rewrite {
        Id tree(IndexedRepository index, RepositoryWriter writer, Id root) throws IOException;
    }

    /** The tree with one node changed, or left out where {@code change} answers null. */
    static Id with(IndexedRepository index, RepositoryWriter writer, Id tree, String name, UnaryOperator<Node> change) {
        TreeWriter changed = new TreeWriter();
        for (Node node : index.tree(tree)) {
            Node other = node.name().toString().equals(name) ? change.apply(node) : node;
            if (other != null) {
                changed.add(other);
            }
        }
        return writer.storeTree(changed.finish());
    }

    @Override
    public void close() throws SQLException {
        server.dropSchema(schema);
    }
}
