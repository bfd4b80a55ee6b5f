package cerb.backup.fuzz;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.cli.daemon.DaemonParsers;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.EnvelopeException;
import cerb.backup.crypto.MasterKey;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Compression;
import cerb.backup.format.FormatException;
import cerb.backup.format.IndexFile;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackHeader;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.Samples;
import cerb.backup.format.Timestamps;
import cerb.backup.format.document.KeyFile;
import cerb.backup.format.document.LockFile;
import cerb.backup.format.document.RepositoryConfig;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.document.UnpackedFile;
import cerb.backup.format.tree.LinkTarget;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeReader;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.load.text.StatementReader;
import cerb.backup.operation.cache.AwayPacks;
import cerb.backup.operation.check.Subset;
import cerb.backup.operation.crosscheck.hashes.InventoryParser;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.marks.MarksParser;
import cerb.backup.operation.prune.PruneStateParser;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every parser of what somebody else may have written. */
final class Targets {

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final List<PackedBlob> BLOBS = List.of(new PackedBlob(BlobHandle.data(Samples.id(1)), 0, 100, 0),
            new PackedBlob(BlobHandle.tree(Samples.id(2)), 100, 40, 5000), new PackedBlob(BlobHandle.data(Samples.id(3)), 140, 33, 1));

    private static final String MARKS = "cerb-backup.marks";

    private Targets() {
    }

    static List<Target> all() throws IOException {
        Compression compression = new Compression(Compression.Level.AUTO);
        byte[] frame = new byte[Compression.bound(tree().length)];
        byte[] compressed = Arrays.copyOf(frame, compression.compress(tree(), 0, tree().length, frame, 0));
        MasterKey key = MasterKey.generate(new SecureRandom());
        return List.of(
                target("pack-header", FormatException.class, PackHeader::decode, PackHeader.encode(BLOBS)),
                target("index", FormatException.class, bytes -> IndexFile.read(new ByteArrayInputStream(bytes), pack -> { }), index()),
                target("config", FormatException.class, RepositoryConfig::read, new RepositoryConfig(2, Samples.id(1), "25b468838dcb75").write()),
                target("key", FormatException.class, KeyFile::read, KeyFile.of(TIME, "u", "h", 1024, 8, 1, Samples.bytes(64, 1), Samples.bytes(180, 2)).write()),
                target("lock", FormatException.class, LockFile::read, new LockFile(TIME, true, "h", "u", 1, 2, 3).write()),
                target("snapshot", FormatException.class, Snapshot::read, snapshot()),
                target("unpacked", FormatException.class, bytes -> UnpackedFile.unwrap(bytes, 1 << 20), UnpackedFile.wrap(snapshot()), snapshot()),
                target("tree", FormatException.class, bytes -> new TreeReader(bytes).forEach(Node::problem), tree()),
                target("canonical-tree", FormatException.class, Targets::canonicalTreeIsWrittenAgain, tree()),
                target("name", FormatException.class, Targets::name, "a\\u00a0\\x1b\\\"\\101\\U0001f600\\n".getBytes(StandardCharsets.UTF_8)),
                target("time", FormatException.class, bytes -> Timestamps.format(Timestamps.parse(text(bytes))), bytes("2026-11-23T10:00:00.123456789+05:30"), bytes("0001-01-01T00:00:00Z")),
                target("compressed-blob", FormatException.class, bytes -> compression.decompress(bytes, 0, bytes.length, tree().length), compressed),
                target("envelope", EnvelopeException.class, bytes -> new Envelope(key).open(bytes), new Envelope(key).seal(bytes("sealed"))),
                target("master-key", EnvelopeException.class, MasterKey::fromJson, key.toJson()),
                target("manifest", IOException.class, bytes -> Manifest.read(bytes).write(), manifest()),
                target("carried-files", IOException.class, bytes -> CarriedFiles.read(bytes).write(), carried()),
                file("removals", RemovalJournal.NAME, directory -> new RemovalJournal(directory).read(), Targets::removals),
                file("prune-state", PruneStateParser.NAME, PruneStateParser::read, directory -> PruneStateParser.writeExample(directory, Map.of(Samples.id(1), TIME, Samples.id(2), TIME))),
                file("away-packs", AwayPacks.NAME, AwayPacks::read, Targets::awayPacks),
                target("marks", IllegalArgumentException.class, bytes -> MarksParser.marks(text(bytes)), marks()),
                target("inventory-line", IllegalArgumentException.class, bytes -> InventoryParser.line(text(bytes)), bytes("attachments/8/q/1\t120\tda39a3ee5e6b4b0d3255bfef95601890afd80709\t0123")),
                target("statements", DatabaseException.class, Targets::statements, bytes("-- c\nDELIMITER ;;\nSELECT '\u00e9;\n';;\nDELIMITER ;\nINSERT INTO `t` VALUES (1),\n(2);\n")),
                target("subset", IllegalArgumentException.class, Targets::subset, bytes("12/256"), bytes("2.5%"), bytes("500MiB")),
                target("daemon-lines", IOException.class, DaemonParsers::lines, bytes("{\"verb\":\"a\"}\n{\"version\":1}\n\n")),
                target("daemon-request", IllegalArgumentException.class, bytes -> DaemonParsers.request(text(bytes)), bytes("{\"version\":1,\"verb\":\"check\",\"arguments\":{\"a\":[1,null]}}")),
                target("daemon-event", IllegalArgumentException.class, bytes -> DaemonParsers.event(text(bytes)),
                        bytes("{\"event\":\"progress\",\"stage\":\"CHECK_DATA\",\"done_files\":1,\"total_files\":2,\"done_bytes\":3,\"total_bytes\":-1}"),
                        bytes("{\"event\":\"finding\",\"severity\":\"DAMAGE\",\"subject\":\"s\",\"message\":\"m\",\"remedy\":\"\"}"),
                        bytes("{\"event\":\"stage_end\",\"stage\":\"CHECK_DATA\",\"millis\":12}")));
    }

    private static Target target(String name, Class<? extends Exception> declared, Target.Parser parser, byte[]... seeds) {
        return new Target(name, List.of(seeds), parser, declared);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Law: what is said to be canonical is what comes out when its nodes are written. */
    private static void canonicalTreeIsWrittenAgain(byte[] bytes) {
        TreeReader tree = new TreeReader(bytes);
        if (!tree.isCanonical()) {
            throw new FormatException("not canonical");
        }
        TreeWriter writer = new TreeWriter();
        tree.forEach(writer::add);
        if (!Arrays.equals(writer.finish(), bytes)) {
            throw new IllegalStateException("said to be canonical, and is not");
        }
    }

    /** Law: a name that can be read is spelled in one way that reads as the same name. The bytes are the text of the spelling. */
    private static void name(byte[] spelling) throws IOException {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        tree.write(bytes("{\"nodes\":[{\"type\":\"fifo\",\"name\":\""));
        tree.write(bytes(text(spelling).replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "")));
        tree.write(bytes("\"}]}"));
        NodeName name = new TreeReader(tree.toByteArray()).iterator().next().name();
        if (name.isSafe()) {
            NodeMetadata metadata = NodeMetadata.virtual(NodeType.FIFO, 0600, TIME);
            byte[] again = new TreeWriter().add(Node.special(name, NodeType.FIFO, metadata, 0)).finish();
            if (!new TreeReader(again).iterator().next().name().equals(name)) {
                throw new IllegalStateException("name " + name + " does not come back");
            }
        }
    }

    /** Law: a subset is a part, a share, or a size that is not negative. */
    private static void subset(byte[] bytes) {
        Subset subset = Subset.parse(text(bytes));
        if (subset.maximum() < -1 || subset.maximum() == -1 && subset.parts() == 0 && !(subset.share() > 0)) {
            throw new IllegalStateException("subset of nothing: " + subset);
        }
    }

    private static byte[] index() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IndexFile.write(out, List.of(new IndexedPack(Samples.id(1), BLOBS), new IndexedPack(Samples.id(4), BLOBS.subList(0, 1))));
        return out.toByteArray();
    }

    private static byte[] snapshot() {
        return new Snapshot(TIME, Samples.id(2), Samples.id(1), List.of("/a"), "host", "", 0, 0, List.of(), List.of("t"), null, "",
                new Snapshot.Summary(TIME, TIME, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)).write();
    }

    private static byte[] tree() {
        NodeMetadata metadata = NodeMetadata.virtual(NodeType.FILE, 0644, TIME);
        return new TreeWriter()
                .add(Node.directory(NodeName.of("d\u00e9\u0001"), metadata, Samples.id(1)))
                .add(Node.file(NodeName.of("f\\\""), metadata, 12, List.of(Samples.id(2), Samples.id(3))))
                .add(Node.symlink(NodeName.of("l"), metadata, LinkTarget.of(new byte[] {'x', -1})))
                .finish();
    }

    private static byte[] manifest() {
        DatabasePart.TablePart table = new DatabasePart.TablePart("t", "f", "InnoDB", 1, 2, "00", "snapshot", 1, 24576, false, 2);
        DatabasePart database = new DatabasePart("cerb", "2026-11-23T10:00:00Z", "b", "e", "MARIADB", "11", null, "binlog.1", 4, "0-1-2", null, 3, List.of(new DatabasePart.LockPart("table m", 1, 3, 3)), false, List.of(table));
        return new Manifest(1, "tool", "cerb", database, new Manifest.StoragePart("2026-11-23T10:00:00Z", 1, 2, 0, 3, false), new Manifest.CrossCheckPart("x", 1, 1, 0, null, null, null)).write();
    }

    private static byte[] carried() {
        TreeMap<RelativePath, Instant> since = new TreeMap<>();
        since.put(RelativePath.of("attachments/8/q/1"), TIME);
        since.put(RelativePath.ROOT.child(FileName.of(Base64.getDecoder().decode("/v8="))), TIME);
        return new CarriedFiles(since).write();
    }

    private static void removals(Path directory) {
        new RemovalJournal(directory).append(new Removal(TIME, "prune", List.of(new Handle(FileType.INDEX, Samples.id(1).toString())),
                List.of(new Handle(FileType.DATA, Samples.id(2).toString()), new Handle(FileType.SNAPSHOT, Samples.id(3).toString()))));
    }

    private static void awayPacks(Path directory) {
        AwayPacks.read(directory).add(Map.of(new Handle(FileType.DATA, Samples.id(1).toString()), 100L, new Handle(FileType.DATA, Samples.id(2).toString()), 1L << 40), Set.of("one", "two"));
    }

    private static byte[] marks() throws IOException {
        Path directory = temporary("marks", MARKS);
        MarksFile marks = new MarksFile(directory);
        marks.daemonBegan(TIME, List.of("offsite"));
        marks.partRead(3);
        marks.mirrorCaughtUp("offsite", TIME.plusSeconds(1000));
        return Files.readAllBytes(directory.resolve(MARKS));
    }

    /** Law: each statement is a part of the text, and they end. */
    private static void statements(byte[] bytes) throws IOException {
        StatementReader reader = new StatementReader(new ByteArrayInputStream(bytes), "a dump");
        long taken = 0;
        for (String statement = reader.next(); statement != null; statement = reader.next()) {
            taken += 1 + statement.length();
            if (taken > bytes.length) {
                throw new IllegalStateException("more statements than text");
            }
        }
    }

    /** A parser of a file in the repository's directory; {@code example} writes a good one. */
    private static Target file(String name, String file, Consumer<Path> parser, Consumer<Path> example) throws IOException {
        Path directory = temporary(name, file);
        example.accept(directory);
        byte[] seed = Files.readAllBytes(directory.resolve(file));
        return target(name, OperationException.class, bytes -> {
            Files.write(directory.resolve(file), bytes);
            parser.accept(directory);
        }, seed);
    }

    private static Path temporary(String name, String file) throws IOException {
        Path directory = Files.createTempDirectory("fuzz-" + name);
        directory.toFile().deleteOnExit();
        directory.resolve(file).toFile().deleteOnExit();
        return directory;
    }
}
