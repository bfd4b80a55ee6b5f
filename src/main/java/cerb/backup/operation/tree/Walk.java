package cerb.backup.operation.tree;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.setup.ReadAccess;
import cerb.backup.operation.tree.carry.CarryPolicy;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.storage.Attributes;
import cerb.backup.storage.Directory;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One tree update: merges listings with the base, directory by directory. */
final class Walk {
    private static final int LARGE_DIRECTORY = 100_000;

    /** A directory that is being listed; {@code deep} when all below it is to be looked at. */
    private record Place(RelativePath path, Path directory, boolean deep, PendingTree tree) { }

    private final TreeSource source;
    private final IndexedRepository index;
    private final Findings findings;
    private final Consumer<Progress> progress;
    private final DirtyBatch batch;
    private final TreeCounts counts = new TreeCounts();
    private final Set<RelativePath> unread = new HashSet<>();
    private final Assembly assembly;
    private final Vanished vanished;
    private final FileNodes files;

    Walk(TreeSource source, IndexedRepository index, RepositoryWriter writer, ContentReader reader, Findings findings,
         Consumer<Progress> progress, Instant now, DirtyBatch batch, CarryPolicy policy) {
        this.source = source;
        this.index = index;
        this.findings = findings;
        this.progress = progress;
        this.batch = batch;
        this.assembly = new Assembly(writer);
        this.vanished = new Vanished(source, index, writer, policy, counts, findings, now);
        this.files = new FileNodes(index, reader, counts, findings, this::unreadable, vanished);
    }

    TreeResult run(Id base, Id checkpoint) throws IOException {
        Attributes root = Attributes.read(source.root());
        Supplier<Id> tree = list(RelativePath.ROOT, source.root(), base, checkpoint, batch.root());
        assembly.finish();
        Node node = Node.directory(NodeName.of(source.name()), Nodes.metadata(root, Nodes.extended(source.root())), tree.get());
        progress.accept(Progress.open(counts.filesSeen(), counts.readBytes()));
        return new TreeResult(node, root.device(), counts, vanished.carried(), unread, vanished.metLoss());
    }

    boolean metNewLinks() {
        return files.metNewLinks() || vanished.metLinks();
    }

    private Supplier<Id> list(RelativePath path, Path directory, Id first, Id second, boolean deep) throws IOException {
        List<FileName> names = Directory.names(directory);
        remarkSize(path, names.size());
        counts.directory();
        Place place = new Place(path, directory, deep || batch.directory(path).map(dirty -> dirty.all()).orElse(false), new PendingTree());
        BaseDirectory base = vanished.base(path, first, second);
        for (FileName name : names) {
            NodeName nodeName = Nodes.name(name);
            dropUpTo(nodeName, base, place);
            entry(place, name, nodeName.equals(base.nextName()) ? base.next() : null, deep);
            assembly.relieve(place.tree);
        }
        dropUpTo(null, base, place);
        return assembly.close(place.tree);
    }

    /** What the base holds and the listing does not, up to a name. */
    private void dropUpTo(NodeName next, BaseDirectory base, Place place) {
        while (base.nextName() != null && (next == null || base.nextName().compareTo(next) < 0)) {
            BaseDirectory.Entry gone = base.next();
            vanished.entry(place.path.child(FileName.of(gone.name().bytes())), gone, place.tree);
        }
    }

    private void entry(Place place, FileName name, BaseDirectory.Entry known, boolean deep) {
        RelativePath path = place.path.child(name);
        if (known != null && known.first() != null && !mustLookAt(place, name, path, known)) {
            place.tree.add(known.first());
            return;
        }
        Path file = name.in(place.directory);
        try {
            Attributes attributes = Attributes.read(file);
            if (source.exclusions().excludes(path, attributes.isDirectory())) {
                vanished.forget(path, known);
                return;
            }
            present(place, path, file, name, known, attributes, deep);
        } catch (NoSuchFileException e) {
            vanished.entry(path, known, place.tree);
        } catch (IOException e) {
            keepOld(path, known, e, place.tree);
        }
        progress.accept(Progress.open(counts.filesSeen(), counts.readBytes()));
    }

    private boolean mustLookAt(Place place, FileName name, RelativePath path, BaseDirectory.Entry known) {
        return place.deep
                || batch.directory(place.path).map(dirty -> dirty.covers(name)).orElse(false)
                || known.first().type() == NodeType.DIRECTORY && batch.touches(path);
    }

    private void present(Place place, RelativePath path, Path file, FileName name, BaseDirectory.Entry known, Attributes attributes,
                         boolean deep) throws IOException {
        NodeName nodeName = Nodes.name(name);
        if (attributes.isDirectory()) {
            directory(place, path, file, nodeName, known, attributes, deep);
        } else if (attributes.isFile()) {
            vanished.reappeared(path, known, NodeType.FILE);
            files.add(place.tree, path, file, nodeName, known, attributes);
        } else {
            vanished.reappeared(path, known, NodeType.ofUnixMode(attributes.mode()));
            place.tree.add(Nodes.other(nodeName, attributes, file));
        }
    }

    private void directory(Place place, RelativePath path, Path file, NodeName name, BaseDirectory.Entry known, Attributes attributes,
                           boolean deep) throws IOException {
        Node base = known == null ? null : known.first();
        boolean wasDirectory = base != null && base.type() == NodeType.DIRECTORY;
        // another directory may have been moved to this name: nothing of it is known
        boolean unknown = !wasDirectory || base.metadata().inode() != attributes.inode();
        var metadata = Nodes.metadata(attributes,
                wasDirectory && Nodes.sameEntry(base, attributes) ? base.metadata().extendedAttributes() : Nodes.extended(file));
        if (!deep && !unknown && !batch.touches(path) && holdsTree(base.subtree())) {
            place.tree.add(Node.directory(name, metadata, base.subtree()));
            return;
        }
        Supplier<Id> subtree = list(path, file, known == null ? null : known.firstTree(), known == null ? null : known.secondTree(), deep || unknown);
        vanished.reappeared(path, known, NodeType.DIRECTORY);
        place.tree.add(() -> Node.directory(name, metadata, subtree.get()));
    }

    private boolean holdsTree(Id tree) {
        return index.trust().holds(BlobHandle.tree(tree));
    }

    /** An entry that is there but cannot be read stays in the tree as it was last read. */
    private void keepOld(RelativePath path, BaseDirectory.Entry known, IOException reason, PendingTree tree) {
        Node old = unreadable(path, known, reason);
        if (old != null) {
            tree.add(old);
        }
    }

    private Node unreadable(RelativePath path, BaseDirectory.Entry known, IOException reason) {
        Node old = known == null ? null : known.first();
        unread.add(path);
        if (old != null && old.type() == NodeType.FILE) {
            counts.held(old.size());
        }
        findings.add(Finding.incomplete(path.toString(),
                "cannot be read: " + words(reason) + (old == null ? ", so it is missing" : ", so what was read of it earlier is kept"),
                remedy()));
        return old;
    }

    private static String words(IOException reason) {
        return reason instanceof AccessDeniedException ? "access denied" : reason.toString();
    }

    /** The command that doctor names, too; the group's bits of a file that its owner alone may read say no to everybody else. */
    private String remedy() {
        String user = System.getProperty("user.name");
        try {
            return "Let the backup's user read it: " + ReadAccess.command(source.root(), user) + "  and, where the file is its owner's alone, chmod g+r.";
        } catch (IOException e) {
            return "Let the backup's user, " + user + ", read it.";
        }
    }

    private void remarkSize(RelativePath path, int entries) {
        if (entries > LARGE_DIRECTORY) {
            findings.add(Finding.note(path.toString(), "holds " + entries + " entries, which every restic client keeps in memory at once"));
        }
    }
}
