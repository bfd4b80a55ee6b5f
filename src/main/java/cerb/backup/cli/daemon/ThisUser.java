package cerb.backup.cli.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whose process this is. */
final class ThisUser {
    private ThisUser() {}

    /** The user's name, as owners of files and the other end of a socket have it: the number where the system knows no name, as in a container that is given one. */
    static String name() throws IOException {
        String name = System.getProperty("user.name");
        return name.equals("?") ? Files.getOwner(Path.of("/proc/self")).getName() : name;
    }
}
