package cerb.backup.component.store;

import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileOperations;
import org.apache.camel.component.file.GenericFileOperations;

/**
 * The repository's directories below the directory of a store, seen over one connection. For one thread.
 *
 * <p>No component says "not found" as another does. So whether something is there is always asked of the directory above it, and only the store's own directory must be.
 */
final class RemoteTree {
    private static final String PARTIAL = "partial-";

    private final GenericFileOperations<?> files;
    private final String root;
    private final Set<String> known;

    /**
     * @param root  the directory of the store, as the far side spells it
     * @param known directories below it that were there when last looked at; those that are seen now are added. So a file over a slow line takes few questions
     */
    RemoteTree(GenericFileOperations<?> files, String root, Set<String> known) {
        this.files = files;
        this.root = root;
        this.known = known;
    }

    /** The size of a file; empty if it is not there. */
    Optional<Long> size(String file) throws IOException {
        return Optional.ofNullable(sizes(parent(file)).get(name(file)));
    }

    /** Sizes of files by name; none if the directory is not there. */
    private Map<String, Long> sizes(String directory) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (Entry entry : entries(directory)) {
            if (!entry.directory()) {
                sizes.put(entry.name(), entry.bytes());
            }
        }
        return sizes;
    }

    private List<Entry> entries(String directory) throws IOException {
        if (known.contains(directory)) {
            try {
                List<Entry> entries = listed(directory);
                if (!entries.isEmpty()) {
                    return entries;
                }
            } catch (IOException | RuntimeException e) {
                // It has gone, or the connection has: looked at from above, the two are told apart. So is a missing directory that a server lists as an empty one.
            }
            known.remove(directory);
        }
        return isThere(directory) ? listed(directory) : List.of();
    }

    /** The store's own directory is always there; if it is not, to list it fails. */
    private boolean isThere(String directory) throws IOException {
        boolean there = directory.isEmpty() || entries(parent(directory)).stream().anyMatch(entry -> entry.directory() && entry.name().equals(name(directory)));
        if (there) {
            known.add(directory);
        }
        return there;
    }

    private List<Entry> listed(String directory) throws IOException {
        Object[] found = files instanceof FileOperations ? new File(path(directory)).listFiles() : files.listFiles(path(directory));
        if (found == null) {
            throw new IOException("cannot list the directory " + path(directory) + (directory.isEmpty()
                    ? ": it is not there, or not readable. It is not made by itself: it may be a disk that is not mounted. Mount it, or make the directory once." : ""));
        }
        List<Entry> entries = new ArrayList<>();
        for (Object each : found) {
            Entry.of(each).filter(entry -> !entry.name().matches("[.]{1,2}")).ifPresent(entries::add);
        }
        if (directory.isEmpty() && entries.isEmpty() && !(files instanceof FileOperations)) {
            refuseMissing();
        }
        return entries;
    }

    /** Many FTP servers list what is not there as if it were empty, but none goes there. */
    private void refuseMissing() {
        String here = files.getCurrentDirectory();
        files.changeCurrentDirectory(root);
        files.changeCurrentDirectory(here);
    }

    /** The files whose paths begin with the prefix: size in bytes, a blank, path. */
    List<String> list(String prefix) throws IOException {
        List<String> lines = new ArrayList<>();
        list(parent(prefix), prefix, lines);
        return lines;
    }

    private void list(String directory, String prefix, List<String> lines) throws IOException {
        for (Entry entry : entries(directory)) {
            String path = below(directory, entry.name());
            if (entry.directory() && (path + '/').startsWith(prefix)) {
                list(path, prefix, lines);
            } else if (!entry.directory() && path.startsWith(prefix) && !entry.name().startsWith(PARTIAL)) {
                lines.add(entry.bytes() + " " + path);
            }
        }
    }

    /**
     * Puts the body of an exchange; see the package's note.
     *
     * @return the size that the far side gives for the file afterwards
     */
    long put(String file, long bytes, Exchange exchange) throws IOException {
        Map<String, Long> before = sizes(parent(file));
        Optional<Long> present = Optional.ofNullable(before.get(name(file)));
        // an empty one is nobody's: a power cut leaves it
        if (file.equals(Handle.CONFIG.path()) && present.isPresent() && present.get() != bytes && present.get() != 0) {
            throw new PermanentException("cannot put " + path(file) + ": a file of this name with " + present.get() + " bytes instead of " + bytes
                    + " is there. Check the sink with restic check before you remove it.");
        }
        makeDirectory(parent(file));
        deletePartial(file, before.keySet());
        String partial = below(parent(file), partial(file) + UUID.randomUUID());
        fill(partial, bytes, exchange);
        rename(partial, file, present.isPresent());
        return size(file).orElseThrow(() -> new TransientException("nothing confirms " + path(file) + ": it was renamed, and is not listed"));
    }

    private void makeDirectory(String directory) throws IOException {
        if (!known.contains(directory) && !isThere(directory) && !files.buildDirectory(path(directory), root.startsWith("/")) && !isThere(directory)) {
            throw new IOException("cannot make the directory " + path(directory));
        }
    }

    private void fill(String partial, long bytes, Exchange exchange) throws IOException {
        if (!files.storeFile(path(partial), exchange, bytes)) {
            throw new IOException("cannot write " + path(partial));
        }
        long arrived = size(partial).orElse(-1L);
        if (arrived != bytes) {
            throw new TransientException("of " + path(partial) + " only " + Math.max(0, arrived) + " of " + bytes + " bytes have arrived, though the far side took them all");
        }
    }

    private void rename(String partial, String file, boolean present) throws IOException {
        try {
            if (!files.renameFile(path(partial), path(file))) {
                throw new IOException("cannot rename " + path(partial) + " to " + path(file));
            }
        } catch (IOException | RuntimeException e) {
            if (!present || size(partial).isEmpty()) {
                throw e;
            }
            // A server without posix-rename never replaces a file. The one that is there may be what a failed attempt has left, or damaged; all of ours has arrived.
            if (!files.deleteFile(path(file)) || !files.renameFile(path(partial), path(file))) {
                throw new IOException("cannot replace " + path(file) + " by " + path(partial) + ": " + e.getMessage(), e);
            }
        }
        if (files instanceof FileOperations) {
            synchronize(Path.of(path(file)).getParent());
        }
    }

    /** Makes a rename durable. Over a network only the far side can. */
    private static void synchronize(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes what attempts to put a file have left, since they failed. */
    void deletePartial(String file) throws IOException {
        deletePartial(file, sizes(parent(file)).keySet());
    }

    private void deletePartial(String file, Set<String> names) {
        names.stream().filter(name -> name.startsWith(partial(file))).forEach(name -> files.deleteFile(path(below(parent(file), name))));
    }

    private static String partial(String file) {
        return PARTIAL + name(file) + '-';
    }

    /** Deletes a file; one that is not there is no error. */
    void delete(String file) throws IOException {
        if (size(file).isPresent() && !files.deleteFile(path(file)) && size(file).isPresent()) {
            throw new IOException("cannot delete " + path(file));
        }
    }

    /** Where a file is, for a component. */
    String path(String below) {
        return below.isEmpty() ? root : root + (root.endsWith("/") ? "" : "/") + below;
    }

    private static String below(String directory, String name) {
        return directory.isEmpty() ? name : directory + '/' + name;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
