package cerb.backup.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of users or groups by number, each asked of the system once; a storage directory has a handful. Thread-safe. */
final class Owners {
    static final Owners USERS = new Owners("unix:owner");
    static final Owners GROUPS = new Owners("unix:group");
    private static final int CAPACITY = 1000;

    private final String attribute;
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    private Owners(String attribute) {
        this.attribute = attribute;
    }

    /** The name of the number that an entry has just shown; empty if the system has none. */
    String name(int id, Path entry) throws IOException {
        String known = names.get(id);
        if (known != null) {
            return known;
        }
        String name = ((Principal) Files.getAttribute(entry, attribute, LinkOption.NOFOLLOW_LINKS)).getName();
        // the JDK answers the number itself where the system has no name for it
        String found = name.equals(Integer.toString(id)) ? "" : name;
        if (names.size() < CAPACITY) {
            names.put(id, found);
        }
        return found;
    }
}
