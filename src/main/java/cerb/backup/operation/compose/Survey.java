package cerb.backup.operation.compose;

import cerb.backup.operation.report.Progress;
import cerb.backup.operation.tree.TreeSource;
import cerb.backup.storage.Attributes;
import cerb.backup.storage.Directory;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Counts what a first walk is going to meet, ahead of it, on a thread of its own: only the snapshots after it know from the one before. It reads what the walk reads of each
 * entry, which the kernel then has at hand, and no content. Closing ends it at the next entry. Thread-safe.
 */
public final class Survey implements AutoCloseable {
    private final TreeSource source;
    private long files;
    private long bytes;
    private volatile boolean counted;
    private volatile boolean closed;

    private Survey(TreeSource source) {
        this.source = source;
    }

    /** Begins to count. */
    public static Survey begin(TreeSource source) {
        Survey survey = new Survey(source);
        Thread thread = new Thread(survey::run, "survey");
        thread.setDaemon(true);
        thread.start();
        return survey;
    }

    /** As much done, of about as much as was counted; of an unknown end until all is. */
    public Progress of(Progress done) {
        return counted ? done.ofAbout(files, bytes) : done;
    }

    private void run() {
        count(RelativePath.ROOT, source.root());
        counted = !closed;
    }

    private void count(RelativePath path, Path directory) {
        try {
            for (FileName name : Directory.names(directory)) {
                if (closed) {
                    return;
                }
                entry(path.child(name), name.in(directory));
            }
        } catch (IOException e) {
            return; // the walk will tell, and a total without it is about right
        }
    }

    private void entry(RelativePath path, Path file) {
        try {
            Attributes attributes = Attributes.read(file);
            if (source.exclusions().excludes(path, attributes.isDirectory())) {
                return;
            }
            if (attributes.isDirectory()) {
                count(path, file);
            } else if (attributes.isFile()) {
                files++;
                bytes += attributes.size();
            }
        } catch (IOException e) {
            return; // likewise
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
