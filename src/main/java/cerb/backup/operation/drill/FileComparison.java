package cerb.backup.operation.drill;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.operation.restore.files.target.RestoreMark;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.Location;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads restored files again and holds them against the snapshot: the SHA-256 of each stretch of a file must be the id of the blob that the snapshot has there. What
 * the disk took is not yet what it holds. Memory: one blob. Used once, by one thread.
 */
final class FileComparison {
    private final IndexedRepository index;
    private final Path target;
    private final Consumer<Progress> progress;
    private final Findings findings = new Findings();
    private long files;
    private long bytes;
    private long same;
    private long leftOut;

    FileComparison(IndexedRepository index, Path target, Consumer<Progress> progress) {
        this.index = index;
        this.target = target;
        this.progress = progress;
    }

    /** Compares everything below the node of the storage directory. */
    void run(Node root) {
        new TreeEntries(index, path -> true, findings).visit(root.subtree(), (path, node) -> {
            if (RestoreMark.isAt(path)) {
                long count = node.type() == NodeType.FILE ? 1 : 0;
                files += count;
                leftOut += count;
                return false;
            }
            if (node.type() == NodeType.FILE) {
                files++;
                String problem = problem(path.in(target), node);
                if (problem == null) {
                    same++;
                } else {
                    findings.add(Finding.damage(path.toString(), problem, ""));
                }
                progress.accept(Progress.open(files, bytes));
            }
            return true;
        });
    }

    /** What is wrong with a file, in words that follow its path; null if nothing is. */
    private String problem(Path file, Node node) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "is not there";
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (Id blob : node.content()) {
                Optional<Location> location = index.locate(BlobHandle.data(blob));
                if (location.isEmpty()) {
                    return "cannot be compared: " + BlobHandle.data(blob) + " is in no index";
                }
                byte[] content = in.readNBytes(location.get().blob().rawLength());
                bytes += content.length;
                if (!Id.hash(content).equals(blob)) {
                    return "has other content than in the snapshot, or is shorter";
                }
            }
            return in.read() < 0 ? null : "is longer than in the snapshot";
        } catch (IOException e) {
            return "cannot be read again: " + e;
        }
    }

    /** Files of the snapshot. */
    long files() {
        return files;
    }

    /** Files that should have been restored, and are not as they were. */
    long different() {
        return files - leftOut - same;
    }

    /** Files that are as they were. */
    long same() {
        return same;
    }

    /** Bytes read again. */
    long bytes() {
        return bytes;
    }

    /** What is missing or different, with its path; directories that cannot be read among it. */
    Findings findings() {
        return findings;
    }
}
