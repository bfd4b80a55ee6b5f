package cerb.backup.operation.restore.files;

import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the system gives a file that this process makes below a directory: its owner, and of the mode that is asked for what the umask or the directory's
 * access list leave. What comes out right by itself need not be set, and for a small file each setting costs as much as writing it.
 *
 * @param uid  the owner of a new file
 * @param gid  its group
 * @param mode the permissions that can be had by asking for them
 */
record NewFiles(int uid, int gid, int mode) {
    /** How a file is made that nobody else may see before it has its mode. */
    static final FileAttribute<?> PRIVATE = permissions(0600);
    private static final int PERMISSIONS = 0777;

    /** Finds out by making a file of that name, which it removes. */
    static NewFiles like(Path probe) throws IOException {
        Files.createFile(probe, permissions(PERMISSIONS));
        try {
            Map<String, Object> made = Files.readAttributes(probe, "unix:uid,gid,mode");
            return new NewFiles((int) made.get("uid"), (int) made.get("gid"), (int) made.get("mode") & PERMISSIONS);
        } finally {
            Files.delete(probe);
        }
    }

    /** Whether a new file belongs to these without being told. */
    boolean belongTo(int owner, int group) {
        return uid == owner && gid == group;
    }

    /** Whether a file that is made with {@link #creation} has its mode. */
    boolean haveMode(NodeMetadata metadata) {
        int wanted = NodeMode.permissions(metadata.mode());
        return (wanted & mode) == wanted;
    }

    /** How a file is made, with as much of its mode as can be had. */
    FileAttribute<Set<PosixFilePermission>> creation(NodeMetadata metadata) {
        return permissions(NodeMode.permissions(metadata.mode()));
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            // They are declared in the order of the bits, the owner's permission to read first.
            if ((mode & 0400 >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
