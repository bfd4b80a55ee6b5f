package cerb.backup.operation.prune;

import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.BlobConsumer;
import cerb.backup.repository.shared.DamagedException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Copies needed blobs into new packs. On return these, and the index that names them, are durable. A pack with a damaged blob is left as it is. */
final class Repack {
    private final IndexedRepository index;
    private final Copies copies;
    private final StageTimer stage;
    private final Consumer<Finding> findings;
    private final Set<Id> damaged = new HashSet<>();
    private long packs;
    private long bytes;

    Repack(IndexedRepository index, Copies copies, StageTimer stage, Consumer<Finding> findings) {
        this.index = index;
        this.copies = copies;
        this.stage = stage;
        this.findings = findings;
    }

    /** Copies what has to be kept out of the packs, and returns the packs that may go now. */
    Set<Id> run(List<PackUse> chosen) {
        Map<Id, PackUse> byId = chosen.stream().collect(Collectors.toMap(PackUse::pack, Function.identity()));
        long total = chosen.stream().mapToLong(PackUse::kept).sum();
        try (RepositoryWriter writer = index.openCopyingWriter()) {
            index.forEachPack((pack, blobs) -> {
                if (byId.containsKey(pack)) {
                    copy(pack, blobs.stream().filter(blob -> copies.stays(pack, blob)).toList(), writer);
                    stage.progress(new Progress(++packs, chosen.size(), bytes, total));
                }
            });
            writer.flush();
        }
        Set<Id> done = new HashSet<>(byId.keySet());
        done.removeAll(damaged);
        return done;
    }

    private void copy(Id pack, List<PackedBlob> blobs, RepositoryWriter writer) {
        index.load(pack, blobs, new BlobConsumer() {
            @Override
            public void accept(PackedBlob blob, byte[] content) {
                bytes += blob.length();
                if (blob.handle().type() == BlobType.TREE) {
                    writer.storeTree(content);
                } else {
                    writer.storeData(content, 0, content.length);
                }
            }

            @Override
            public void damaged(PackedBlob blob, DamagedException problem) {
                damaged.add(pack);
                findings.accept(Finding.damage("pack " + pack, "is left as it is, because " + problem.getMessage(),
                        "Run check --read-data, which names the files that this touches."));
            }
        });
    }

    long bytes() {
        return bytes;
    }
}
