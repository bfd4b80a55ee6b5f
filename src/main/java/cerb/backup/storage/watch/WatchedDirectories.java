package cerb.backup.storage.watch;

import cerb.backup.storage.Directory;
import cerb.backup.storage.Exclusions;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which directory a watch key stands for. Kept here, because a key itself still names the path it was made for after its directory was
 * renamed: the kernel gives the same watch again for the same directory. Used by one thread; {@link #size} and {@link #complete} by any.
 */
final class WatchedDirectories {
    static final String WATCHES_HINT = "the kernel's limit of watched directories is reached; the rest is scanned. "
            + "Raise it: sysctl -w fs.inotify.max_user_watches=1048576, and the same in /etc/sysctl.d";
    static final String INSTANCES_HINT = "If the kernel's limit of watchers is reached, raise it: sysctl -w fs.inotify.max_user_instances=1024, and the limit of open files";

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE};

    private final Path root;
    private final Exclusions exclusions;
    private final WatchService service;
    private final Map<WatchKey, RelativePath> paths = new HashMap<>();
    private final TreeMap<RelativePath, WatchKey> keys = new TreeMap<>();
    private volatile boolean complete = true;
    private volatile int size;

    WatchedDirectories(Path root, Exclusions exclusions, WatchService service) {
        this.root = root;
        this.exclusions = exclusions;
        this.service = service;
    }

    boolean complete() {
        return complete;
    }

    int size() {
        return size;
    }

    boolean contains(RelativePath path) {
        return keys.containsKey(path);
    }

    Optional<RelativePath> path(WatchKey key) {
        return Optional.ofNullable(paths.get(key));
    }

    Path absolute(RelativePath path) {
        return path.in(root);
    }

    /**
     * Watches a directory and all below it. Each is watched first and listed afterwards, so that what is put into it meanwhile is seen by
     * the one or the other; {@code found} is told of each.
     */
    void register(RelativePath top, Consumer<RelativePath> found) throws IOException {
        var pending = new ArrayDeque<RelativePath>();
        pending.push(top);
        while (complete && !pending.isEmpty()) {
            RelativePath directory = pending.pop();
            try {
                watch(directory);
                found.accept(directory);
                subdirectories(directory).forEach(pending::push);
            } catch (FileSystemException e) {
                // vanished, or not ours to read: the walk reports it if it is still there
                if (directory.isRoot()) {
                    throw e;
                }
            }
        }
    }

    private void watch(RelativePath directory) throws IOException {
        try {
            remember(directory, directory.in(root).register(service, KINDS));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // the one error the JDK throws here that names no file: the limit of watches
            complete = false;
        }
    }

    private void remember(RelativePath directory, WatchKey key) {
        RelativePath before = paths.put(key, directory);
        if (before != null) {
            keys.remove(before, key);
        }
        WatchKey replaced = keys.put(directory, key);
        if (replaced != null && replaced != key) {
            paths.remove(replaced);
            replaced.cancel();
        }
        size = keys.size();
    }

    /** The directories directly below one that are not left out. */
    Iterable<RelativePath> subdirectories(RelativePath directory) throws IOException {
        var found = new ArrayList<RelativePath>();
        for (FileName name : Directory.names(directory.in(root))) {
            RelativePath child = directory.child(name);
            if (!exclusions.excludes(child, true) && isDirectory(child)) {
                found.add(child);
            }
        }
        return found;
    }

    /** Whether a directory, and no link to one, is there. */
    boolean isDirectory(RelativePath path) {
        return Files.isDirectory(path.in(root), LinkOption.NOFOLLOW_LINKS);
    }

    /** No longer watches what was at a path, nor anything below it. */
    void forget(RelativePath top) {
        var gone = new ArrayList<RelativePath>();
        for (RelativePath path : keys.tailMap(top, true).keySet()) {
            if (!path.startsWith(top)) {
                break;
            }
            gone.add(path);
        }
        for (RelativePath path : gone) {
            WatchKey key = keys.remove(path);
            paths.remove(key);
            key.cancel();
        }
        size = keys.size();
    }

    /** A key has become invalid; answers the directory it stood for, if that is not known to be gone already. */
    Optional<RelativePath> lost(WatchKey key) {
        RelativePath path = paths.remove(key);
        if (path != null) {
            keys.remove(path, key);
            size = keys.size();
        }
        return Optional.ofNullable(path);
    }
}
