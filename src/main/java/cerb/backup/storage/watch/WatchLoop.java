package cerb.backup.storage.watch;

import cerb.backup.storage.Exclusions;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The thread that turns events into marks, and any trouble with them into "everything is dirty" and a fresh start. */
final class WatchLoop implements Runnable {
    private static final long RESTART_SECONDS = 30;
    /** How often it is asked, without events, whether the root is still the same. */
    private static final long LOOK_SECONDS = 5;
    /** File systems on which others' changes raise no events here. */
    private static final Set<String> SILENT = Set.of("nfs", "nfs4", "cifs", "smb2", "smb3", "9p", "ceph", "glusterfs", "fuse.glusterfs", "fuse.sshfs", "afs");

    private final Path root;
    private final Exclusions exclusions;
    private final Batches batches;
    private volatile boolean closed;
    private volatile String problem;
    private volatile WatchedDirectories watched;

    WatchLoop(Path root, Exclusions exclusions, Batches batches) {
        this.root = root;
        this.exclusions = exclusions;
        this.batches = batches;
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    int directories() {
        WatchedDirectories now = watched;
        return now == null ? 0 : now.size();
    }

    void close() {
        closed = true;
    }

    @Override
    public void run() {
        while (!closed) {
            try (WatchService service = root.getFileSystem().newWatchService()) {
                watch(service, root.toRealPath());
            } catch (InterruptedException | ClosedWatchServiceException e) {
                // close() interrupts; anything else that does is met by a fresh start
                batches.markRoot();
            } catch (IOException | RuntimeException e) {
                failed("watching " + root + " failed: " + e + "; it is scanned until watching works again. "
                        + (e instanceof FileSystemException ? "See that the directory is there and readable" : WatchedDirectories.INSTANCES_HINT));
            }
        }
    }

    private void watch(WatchService service, Path real) throws IOException, InterruptedException {
        Optional<Object> identity = identity();
        watched = new WatchedDirectories(real, exclusions, service);
        watched.register(RelativePath.ROOT, directory -> { });
        String trouble = watched.complete() ? silence() : WatchedDirectories.WATCHES_HINT;
        problem = trouble;
        batches.scanning(trouble != null);
        // only now: what changed before its directory was watched is found by this walk
        batches.markRoot();
        while (!closed && watched.contains(RelativePath.ROOT) && identity().equals(identity)) {
            WatchKey key = service.poll(LOOK_SECONDS, TimeUnit.SECONDS);
            if (key != null) {
                handle(key);
            }
        }
        if (!closed && (identity().isEmpty() || !watched.contains(RelativePath.ROOT))) {
            failed("the watch of " + root + " was lost, as when a file system is unmounted; it is scanned until watching works again. Mount it");
        }
    }

    /** Tells the directory from one that has taken its place: renamed there, mounted over it, or behind a link that was turned. */
    private Optional<Object> identity() throws IOException {
        try {
            return Optional.ofNullable(Files.readAttributes(root, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void handle(WatchKey key) {
        new WatchEvents(watched, exclusions, batches).handle(key, List.copyOf(key.pollEvents()));
        if (!key.reset()) {
            watched.lost(key).ifPresent(path -> batches.mark(path.parent()));
        }
        if (problem == null && !watched.complete()) {
            problem = WatchedDirectories.WATCHES_HINT;
            batches.scanning(true);
        }
    }

    /** Scanning goes on in {@link Batches}; here only a pause before the next attempt to watch. */
    private void failed(String what) {
        problem = what;
        batches.scanning(true);
        batches.markRoot();
        try {
            TimeUnit.SECONDS.sleep(closed ? 0 : RESTART_SECONDS);
        } catch (InterruptedException e) {
            // only close() interrupts, and the loop asks for that
            return;
        }
    }

    private String silence() throws IOException {
        String type = Files.getFileStore(root).type();
        return SILENT.contains(type)
                ? root + " is on a file system (" + type + ") that does not report others' changes; it is scanned instead. Shorten storage.reconcile if that is too seldom"
                : null;
    }
}
