package cerb.backup.operation.restore.files;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.operation.restore.files.target.RestoreMark;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is to be restored, by the lengths of its blobs: what nodes say of their sizes may be anything. For one thread. */
public final class StorageMeasure {
    private final IndexedRepository index;
    private final StorageOptions options;
    private final Path there;
    private long files;
    private long bytes;
    private long more;
    private long largestReplaced;
    private final Set<RelativePath> found = new HashSet<>();

    private StorageMeasure(IndexedRepository index, StorageOptions options, Path there) {
        this.index = index;
        this.options = options;
        this.there = there;
    }

    /**
     * Goes through a tree.
     *
     * @param there    the directory whose files are replaced or left as they are; null where there is none
     * @param findings take what is damaged, as far as reading directories shows
     * @param stage    hears of it; may be null
     */
    public static StorageMeasure of(IndexedRepository index, Node root, StorageOptions options, Path there, Findings findings, StageTimer stage) {
        StorageMeasure measure = new StorageMeasure(index, options, there);
        new TreeEntries(index, options::wants, findings).visit(root.subtree(), (path, node) -> {
            if (options.includes(path) && !RestoreMark.isAt(path)) {
                measure.add(path, node);
            }
            if (stage != null) {
                stage.progress(Progress.open(0, 0));
            }
            return true;
        });
        return measure;
    }

    private void add(RelativePath path, Node node) {
        options.paths().stream().filter(path::startsWith).forEach(found::add);
        if (node.content() != null) {
            long size = size(node);
            files++;
            bytes = saturated(bytes + size);
            more = saturated(more + size - replaced(path, node, size));
        }
    }

    private long size(Node file) {
        long sum = 0;
        for (Id blob : file.content()) {
            sum += index.locate(BlobHandle.data(blob)).map(location -> location.blob().rawLength()).orElse(0);
        }
        return sum;
    }

    /** How much of a file's size it does not take in addition; one that is replaced does until the new one is whole, but for all that is for one at a time. */
    private long replaced(RelativePath path, Node node, long size) {
        if (there == null) {
            return 0;
        }
        try {
            BasicFileAttributes old = Files.readAttributes(path.in(there), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            long gone = old.isRegularFile() ? Math.min(size, old.size()) : 0;
            if (gone < size || !old.lastModifiedTime().equals(FileTime.from(node.metadata().mtime()))) {
                largestReplaced = Math.max(largestReplaced, gone);
            }
            return gone;
        } catch (IOException e) {
            return 0; // nothing is there, or writing there will tell
        }
    }

    private static long saturated(long sum) {
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Regular files. */
    public long files() {
        return files;
    }

    /** Their content. */
    public long bytes() {
        return bytes;
    }

    /** What the disk needs for them beside what is there. */
    public long room() {
        return saturated(more + largestReplaced);
    }

    /** Those of the paths that were asked for at which nothing is. */
    public List<RelativePath> absent() {
        return options.paths().stream().filter(path -> !found.contains(path)).toList();
    }
}
