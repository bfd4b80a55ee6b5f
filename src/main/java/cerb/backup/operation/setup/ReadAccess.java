package cerb.backup.operation.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;

/** How a user of the operating system comes to read a directory that is not his own, and to nothing more than that. */
public final class ReadAccess {
    /** Whose members may become root, or read its secrets, on one distribution or another. */
    private static final Set<String> POWERFUL = Set.of("root", "wheel", "sudo", "admin", "adm", "docker", "lxd", "incus-admin", "libvirt", "disk", "shadow", "kmem");

    private ReadAccess() {
    }

    /** True if membership of the directory's group gives reading it, and no rights over the machine. */
    public static boolean isByGroup(Path directory) throws IOException {
        return isByGroup(directory, group(directory));
    }

    /**
     * The command that lets the user in: into its group, or, where that would give more, by an access list of the files that are there and will be, whatever the umask of whoever makes them
     * (tried with acl 2.3.1 on ext4). Neither opens a file that is made for its owner alone, such as with mode 0600: its group's bits are also the list's mask.
     */
    public static String command(Path directory, String user) throws IOException {
        String group = group(directory);
        return isByGroup(directory, group) ? "usermod --append --groups " + group + " " + user
                : "setfacl --recursive --modify user:" + user + ":rX,default:user:" + user + ":rX " + directory;
    }

    private static boolean isByGroup(Path directory, String group) throws IOException {
        return !POWERFUL.contains(group) && !Files.getAttribute(directory, "unix:gid").equals(0);
    }

    private static String group(Path directory) throws IOException {
        return Files.readAttributes(directory, PosixFileAttributes.class).group().getName();
    }
}
