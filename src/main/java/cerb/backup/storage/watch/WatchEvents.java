package cerb.backup.storage.watch;

import cerb.backup.storage.Exclusions;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.util.List;

/** Marks what one directory's events say. */
final class WatchEvents {
    private final WatchedDirectories watched;
    private final Exclusions exclusions;
    private final Batches batches;

    WatchEvents(WatchedDirectories watched, Exclusions exclusions, Batches batches) {
        this.watched = watched;
        this.exclusions = exclusions;
        this.batches = batches;
    }

    void handle(WatchKey key, List<WatchEvent<?>> events) {
        RelativePath directory = watched.path(key).orElse(null);
        if (directory == null) {
            return;
        }
        for (WatchEvent<?> event : events) {
            if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                overflow(directory);
            } else {
                entry(directory, FileName.of((Path) event.context()), event.kind());
            }
        }
    }

    /**
     * Events of this directory were lost: more than 512 between two looks, or the kernel's queue was full, which the JDK reports for every
     * directory. It is dirty as a whole, but its neighbours are not; directories made in it meanwhile are not watched yet.
     */
    private void overflow(RelativePath directory) {
        batches.mark(directory);
        try {
            for (RelativePath child : watched.subdirectories(directory)) {
                if (!watched.contains(child)) {
                    watched.register(child, batches::mark);
                }
            }
        } catch (FileSystemException gone) {
            // its parent has been told; the mark lets the walk see for itself
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void entry(RelativePath directory, FileName name, WatchEvent.Kind<?> kind) {
        RelativePath path = directory.child(name);
        boolean notAsDirectory = exclusions.excludes(path, true);
        if (notAsDirectory && exclusions.excludes(path, false)) {
            return;
        }
        if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
            watched.forget(path);
        } else if (!notAsDirectory && watched.isDirectory(path)) {
            directory(path, kind);
        }
        batches.mark(directory, name);
    }

    /** A directory that appeared is watched and then dirty as a whole: it may have been filled before the watch was set. */
    private void directory(RelativePath path, WatchEvent.Kind<?> kind) {
        // one that was modified may have become readable
        if (kind == StandardWatchEventKinds.ENTRY_CREATE || !watched.contains(path)) {
            try {
                watched.register(path, batches::mark);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
