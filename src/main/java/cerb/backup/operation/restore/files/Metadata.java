package cerb.backup.operation.restore.files;

import cerb.backup.format.tree.ExtendedAttribute;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeMode;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives restored entries their owners, modes, attributes and times, as far as the system lets us; says once what it does not. Thread-safe. */
final class Metadata {
    private static final String USER = "user.";

    private final StorageOptions.Owner owner;
    private final Findings findings;
    private final NewFiles newFiles;
    private final AtomicBoolean ownersRefused = new AtomicBoolean();
    private final AtomicBoolean attributesRefused = new AtomicBoolean();

    Metadata(StorageOptions.Owner owner, Findings findings, NewFiles newFiles) {
        this.owner = owner;
        this.findings = findings;
        this.newFiles = newFiles;
    }

    /** To an entry that may have been there before. */
    void apply(RelativePath path, Path file, Node node) {
        own(file, node.metadata());
        set(path, file, node, node.type() == NodeType.SYMLINK, LinkOption.NOFOLLOW_LINKS);
    }

    /** To a file that was just made: what it has by itself is not set. Nobody can have put a link in its place, so none is looked for. */
    void applyToNew(RelativePath path, Path file, Node node, boolean hasMode) {
        NodeMetadata metadata = node.metadata();
        if (!newFiles.belongTo(uid(metadata), gid(metadata))) {
            own(file, metadata);
        }
        set(path, file, node, hasMode);
    }

    private void set(RelativePath path, Path file, Node node, boolean hasMode, LinkOption... options) {
        NodeMetadata metadata = node.metadata();
        try {
            if (node.type() != NodeType.SYMLINK) {
                extend(path, file, metadata);
            }
            if (!hasMode) {
                Files.setAttribute(file, "unix:mode", NodeMode.permissions(metadata.mode()), options);
            }
            // of a symbolic link Java sets microseconds alone (lutimes)
            FileTime modified = FileTime.from(metadata.mtime());
            Files.getFileAttributeView(file, BasicFileAttributeView.class, options).setTimes(modified, FileTime.from(metadata.atime()), null);
        } catch (IOException | UnsupportedOperationException e) {
            findings.add(Finding.note(path.toString(), "its mode or time could not be set: " + e));
        }
    }

    private int uid(NodeMetadata metadata) {
        return (int) (owner == null ? metadata.uid() : owner.uid());
    }

    private int gid(NodeMetadata metadata) {
        return (int) (owner == null ? metadata.gid() : owner.gid());
    }

    /** Owner before mode: a change of owner clears the set-user-id bit. */
    private void own(Path file, NodeMetadata metadata) {
        if (ownersRefused.get()) {
            return;
        }
        try {
            Files.setAttribute(file, "unix:gid", gid(metadata), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", uid(metadata), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException e) {
            if (ownersRefused.compareAndSet(false, true)) {
                String what = "could not be " + (owner == null ? "restored" : "set") + ", the files belong to the user that restored them: " + e;
                findings.add(owner == null ? Finding.note("owners", what) : Finding.incomplete("owners", what, "Restore as root, or change them with chown."));
            }
        }
    }

    private void extend(RelativePath path, Path file, NodeMetadata metadata) {
        for (ExtendedAttribute attribute : metadata.extendedAttributes()) {
            try {
                if (!attribute.name().startsWith(USER)) {
                    throw new IOException("only attributes of the user namespace can be set");
                }
                Files.getFileAttributeView(file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .write(attribute.name().substring(USER.length()), ByteBuffer.wrap(attribute.value()));
            } catch (IOException | IllegalArgumentException e) {
                if (attributesRefused.compareAndSet(false, true)) {
                    findings.add(Finding.note(path.toString(), "extended attribute " + attribute.name() + " could not be set (others are not listed): " + e));
                }
            }
        }
    }
}
