package cerb.backup.repository.lock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who holds a lock, as others see it.
 *
 * @param hostname the machine
 * @param username the user
 * @param pid the process
 * @param uid the user's number, 0 where there are none
 * @param gid the number of the user's group, 0 where there are none
 */
public record LockOwner(String hostname, String username, long pid, long uid, long gid) {
    private static final Path LINUX_HOSTNAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path LINUX_SELF = Path.of("/proc/self");

    /** Returns this process. */
    public static LockOwner self() {
        return new LockOwner(localHostname(), System.getProperty("user.name", ""), ProcessHandle.current().pid(),
                number("unix:uid"), number("unix:gid"));
    }

    private static String localHostname() {
        try {
            return Files.exists(LINUX_HOSTNAME) ? Files.readString(LINUX_HOSTNAME).strip() : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        } catch (IOException e) {
            throw new IllegalStateException("cannot read this machine's name from " + LINUX_HOSTNAME, e);
        }
    }

    private static long number(String attribute) {
        try {
            return Files.exists(LINUX_SELF) ? (int) Files.getAttribute(LINUX_SELF, attribute) : 0;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the owner of " + LINUX_SELF, e);
        }
    }
}
