package cerb.backup.operation.restore.files;

import cerb.backup.cerb.CerbStorage;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.operation.restore.files.target.Custody;
import cerb.backup.operation.restore.files.target.OwnerAndMode;
import cerb.backup.operation.restore.files.target.RestoreMark;
import cerb.backup.operation.restore.files.target.TargetDirectory;
import cerb.backup.operation.restore.files.target.TemporaryNames;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.Location;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One restore of files. For one thread; reads packs with several. */
public final class StorageRestore {
    private static final RelativePath MASTER_KEY = RelativePath.of(CerbStorage.MASTER_KEY);

    private record Made(RelativePath path, Path file, Node node) { }

    /** A directory; {@code before} is what one has that was there and only leads to what is restored, else null. */
    private record Directory(RelativePath path, Path file, Node node, OwnerAndMode before) { }

    private record LinkKey(long inode, long device) { }

    private record Link(OutputFile first, RelativePath path, Path file) { }

    private final IndexedRepository index;
    private final StorageOptions options;
    private final TargetDirectory place;
    private final Path target;
    private final Findings findings = new Findings();
    private final TemporaryNames names;
    private final NewFiles newFiles;
    private final Metadata metadata;
    private final PackPass pass;
    private final List<Directory> directories = new ArrayList<>();
    private final List<Made> symlinks = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<LinkKey, OutputFile> firstNames = new HashMap<>();
    private Window window = Window.first();

    private StorageRestore(IndexedRepository index, StorageOptions options, TargetDirectory place, StageTimer stage, StorageMeasure total) throws IOException {
        this.index = index;
        this.options = options;
        this.place = place;
        this.target = place.path();
        this.names = place.names();
        this.newFiles = NewFiles.like(names.beside(target.resolve(RestoreMark.NAME)));
        this.metadata = new Metadata(options.owner(), findings, newFiles);
        this.pass = new PackPass(index, options.threads(), target, metadata, findings, stage, total);
        place.remark().ifPresent(findings::add);
    }

    /** Restores the contents of a tree to a directory, which stays marked where this throws; {@code root} is the node of the directory itself, {@code total} what it holds. */
    public static StorageResult run(IndexedRepository index, StorageOptions options, TargetDirectory target, Node root, StageTimer stage, StorageMeasure total) {
        StorageRestore restore;
        try {
            target.begin();
            try (Custody custody = new Custody(target.path(), target.before(), options.includesDirectory(RelativePath.ROOT))) {
                restore = new StorageRestore(index, options, target, stage, total);
                restore.contents(root);
            }
        } catch (IOException e) {
            throw new OperationException("cannot restore to " + target.path() + ": no file can be made there: " + e, "Name a directory that you may write to.", e);
        }
        return restore.result(root);
    }

    private void contents(Node root) {
        try (pass) {
            keyFirst(root);
            new TreeEntries(index, options::wants, findings).visit(root.subtree(), (path, node) -> !isKey(path, node) && entry(path, node));
            pass.begin(window);
            pass.await();
            links.forEach(this::link);
            symlinks.forEach(this::symlink);
        } finally {
            // after a failure, too: what was open to a helpdesk does not stay closed to it
            for (int i = directories.size() - 1; i >= 0; i--) {
                release(directories.get(i));
            }
        }
    }

    private void release(Directory directory) {
        if (directory.before == null) {
            metadata.apply(directory.path, directory.file, directory.node);
            return;
        }
        try {
            directory.before.replace(OwnerAndMode.of(directory.file), directory.file);
        } catch (IOException e) {
            findings.add(Finding.note(directory.path.toString(), "its owner and mode could not be given back: " + e));
        }
    }

    /** A helpdesk that is started before its key is back makes a new one, and what the old one encrypted is lost to it. */
    private void keyFirst(Node root) {
        new TreeEntries(index, options::wants, new Findings()).visit(root.subtree(), (path, node) -> isKey(path, node) && entry(path, node));
        pass.begin(window);
        pass.await();
        window = Window.first();
    }

    private static boolean isKey(RelativePath path, Node node) {
        return path.equals(MASTER_KEY) && node.type() == NodeType.FILE;
    }

    private StorageResult result(Node root) {
        if (options.includesDirectory(RelativePath.ROOT)) {
            metadata.apply(RelativePath.ROOT, target, root);
        }
        return new StorageResult(pass.files(), pass.bytes(), pass.unchanged(), findings.list(), findings.incomplete());
    }

    private boolean entry(RelativePath path, Node node) {
        if (RestoreMark.isAt(path)) {
            findings.add(Finding.note(path.toString(), "is left out: it says that a restore was under way when the directory was backed up"));
            return false;
        }
        Path file = path.in(target);
        return switch (node.type()) {
            case DIRECTORY -> directory(path, file, node);
            case FILE -> options.includes(path) && file(path, file, node);
            case SYMLINK -> options.includes(path) && symlinks.add(new Made(path, file, node));
            case FIFO, SOCKET, BLOCK_DEVICE, CHARACTER_DEVICE -> skipped(path, node);
        };
    }

    private boolean skipped(RelativePath path, Node node) {
        findings.add(Finding.note(path.toString(), "is a " + node.type().word() + ", which is not made"));
        return false;
    }

    private boolean directory(RelativePath path, Path file, Node node) {
        try {
            boolean whole = options.includesDirectory(path);
            OwnerAndMode before = TargetDirectory.make(file, whole);
            // what a killed restore has left is not what it was
            boolean isOwn = before != null && !whole && (options.keepsDirectories() || !place.isUnfinished() || !before.isCustody());
            directories.add(new Directory(path, file, node, isOwn ? before : null));
            return true;
        } catch (IOException e) {
            findings.add(LeftOut.unwritten(path, file, e));
            return false;
        }
    }

    private boolean file(RelativePath path, Path file, Node node) {
        List<Location> locations = new ArrayList<>(node.content().size());
        long size = 0;
        for (Id blob : node.content()) {
            Optional<Location> location = index.locate(BlobHandle.data(blob));
            if (location.isEmpty()) {
                findings.add(LeftOut.damaged(path, file, BlobHandle.data(blob) + " is in no index"));
                return false;
            }
            locations.add(location.get());
            size += location.get().blob().rawLength();
        }
        if (size != node.size()) {
            findings.add(Finding.note(path.toString(), "claims " + Long.toUnsignedString(node.size()) + " bytes, but its content has " + size));
        }
        OutputFile output = new OutputFile(path, file, node, size, locations.size(), newFiles, names);
        if (isLinkToOther(output)) {
            return true;
        }
        if ((options.overwrite() || place.isUnfinished()) && SameContent.has(file, node, locations, size)) {
            pass.leave(output);
        } else {
            schedule(output, locations);
        }
        return true;
    }

    /** Names of one file are joined; but only where they hold the same, or a wrong inode would replace one content by another. */
    private boolean isLinkToOther(OutputFile output) {
        NodeMetadata m = output.node().metadata();
        if (m.links() < 2 || m.inode() == 0) {
            return false;
        }
        OutputFile first = firstNames.putIfAbsent(new LinkKey(m.inode(), m.deviceId()), output);
        return first != null && first.node().content().equals(output.node().content())
                && links.add(new Link(first, output.path(), output.file()));
    }

    private void schedule(OutputFile output, List<Location> locations) {
        window.add();
        long offset = 0;
        for (Location location : locations) {
            window.need(location.pack(), location.blob(), output, offset);
            offset += location.blob().rawLength();
        }
        if (locations.isEmpty()) {
            pass.empty(output);
        }
        if (window.isFull()) {
            pass.begin(window);
            window = window.next();
        }
    }

    private void link(Link link) {
        if (link.first.isFailed()) {
            findings.add(LeftOut.damaged(link.path, link.file, "it is another name of " + link.first.path() + ", which is left out"));
            return;
        }
        try {
            names.put(link.file, name -> Files.createLink(name, link.first.file()));
        } catch (IOException e) {
            findings.add(LeftOut.unwritten(link.path, link.file, e));
        }
    }

    private void symlink(Made made) {
        try {
            names.put(made.file, name -> {
                SymbolicLinks.make(name, made.node.linkTarget().bytes());
                metadata.apply(made.path, name, made.node);
            });
        } catch (IOException | IllegalArgumentException e) {
            findings.add(LeftOut.unwritten(made.path, made.file, e));
        }
    }
}
