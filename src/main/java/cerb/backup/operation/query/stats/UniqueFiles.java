package cerb.backup.operation.query.stats;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.BlobMarks;
import cerb.backup.repository.index.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Counts files of the same content once, by their sizes or by the blobs of their paths. What has no content, such as a directory, is one such file for restic. */
final class UniqueFiles implements Counter {
    private final IndexedRepository index;
    private final boolean byBlobs;
    private final BlobMarks trees;
    /** Files of one blob, nearly all of them, cost a bit each. */
    private final BlobMarks single;
    private final HashSet64 several = new HashSet64();
    private final HashSet64 paths = new HashSet64();
    private long bytes;
    private long files;
    private long blobs;
    private long missing;

    UniqueFiles(IndexedRepository index, boolean byBlobs) {
        this.index = index;
        this.byBlobs = byBlobs;
        this.trees = index.marks();
        this.single = index.marks();
    }

    /** A tree that was met holds no content that was not. */
    @Override
    public boolean enters(EntryPath path, Id tree) {
        return trees.mark(BlobHandle.tree(tree)) != BlobMarks.Mark.KNOWN;
    }

    @Override
    public void entry(EntryPath path, Node node, Id parent) {
        List<Id> content = node.content() == null ? List.of() : node.content();
        if (!isNew(content)) {
            return;
        }
        if (byBlobs) {
            content.forEach(blob -> blob(path, blob));
        } else {
            files++;
            bytes += node.size();
        }
    }

    private boolean isNew(List<Id> content) {
        if (content.size() == 1) {
            BlobMarks.Mark mark = single.mark(BlobHandle.data(content.get(0)));
            if (mark != BlobMarks.Mark.MISSING) {
                return mark == BlobMarks.Mark.NEW;
            }
        }
        MessageDigest digest = Id.newDigest();
        byte[] bytesOfId = new byte[Id.LENGTH];
        for (Id blob : content) {
            blob.write(bytesOfId, 0);
            digest.update(bytesOfId);
        }
        return several.add(Id.of(digest).first());
    }

    private void blob(EntryPath path, Id blob) {
        Optional<Location> location = index.locate(BlobHandle.data(blob));
        long hash = Id.hash(path.escaped().getBytes(StandardCharsets.UTF_8)).first();
        files += paths.add(hash) ? 1 : 0;
        if (location.isEmpty()) {
            missing++;
        } else if (paths.add(Long.rotateLeft(hash, 21) ^ blob.second())) {
            blobs++;
            bytes += location.get().blob().rawLength();
        }
    }

    @Override
    public Sums sums() {
        return Sums.of(bytes, files, blobs, missing);
    }
}
