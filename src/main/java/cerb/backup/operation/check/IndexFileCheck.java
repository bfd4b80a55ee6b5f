package cerb.backup.operation.check;

import cerb.backup.backend.CorruptException;
import cerb.backup.backend.NotFoundException;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.index.Location;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads every index file once more, since what is in memory may have been read long ago, and looks at each entry by itself: in memory the
 * entries of a pack are one. Holds an id and two numbers a pack.
 */
final class IndexFileCheck {
    /** What was said of a pack first. */
    private record Said(Id file, int blobs) { }

    private final IndexedRepository index;
    private final Findings findings;
    private final Map<Id, Said> packs = new HashMap<>();
    /** What is wrong with entries by themselves; of a pack that is split, that alone is told. */
    private final Map<Id, String> wrong = new LinkedHashMap<>();
    private final Set<Id> split = new HashSet<>();
    private final Remarks mixed;
    private final Remarks repeated;

    IndexFileCheck(IndexedRepository index, Findings findings) {
        this.index = index;
        this.findings = findings;
        this.mixed = new Remarks(findings, "holds data and directories together, as very old versions of restic wrote them; a prune by restic parts them");
        this.repeated = new Remarks(findings, "is named by more than one index file, which takes room and is otherwise harmless");
    }

    void run() {
        index.damagedIndexFiles().forEach(this::unreadable);
        for (Id file : index.indexFileNames()) {
            try {
                index.readIndexFile(file, entry -> entry(file, entry));
            } catch (CorruptException e) {
                unreadable(file, e);
            } catch (NotFoundException e) {
                findings.add(Finding.damage("index " + file.shortName(), "has gone since it was read", "Run repair index; nothing is lost as long as the packs are there."));
            }
        }
        wrong.forEach(this::tell);
        mixed.end("packs");
        repeated.end("packs");
    }

    private void unreadable(Id file, CorruptException problem) {
        findings.add(Finding.damage("index " + file.shortName(), "cannot be read: " + problem.getMessage(),
                "Run repair index; nothing is lost as long as the packs are there."));
    }

    private void entry(Id file, IndexedPack entry) {
        List<PackedBlob> blobs = entry.blobs().stream().sorted(Comparator.comparingLong(PackedBlob::offset)).toList();
        Said first = packs.putIfAbsent(entry.pack(), new Said(file, blobs.hashCode()));
        if (first == null) {
            layout(file, entry.pack(), blobs);
            if (blobs.stream().map(blob -> blob.handle().type()).distinct().count() == BlobType.values().length) {
                mixed.add("pack " + entry.pack());
            }
            blobs.forEach(this::lengths);
        } else if (first.blobs == blobs.hashCode()) {
            repeated.add("pack " + entry.pack());
        } else if (split.add(entry.pack())) {
            wrong.remove(entry.pack());
            tell(entry.pack(), "is split: index " + first.file.shortName() + " and index " + file.shortName() + " name different blobs of it");
        }
    }

    private void layout(Id file, Id pack, List<PackedBlob> blobs) {
        long end = 0;
        for (PackedBlob blob : blobs) {
            if (blob.offset() != end) {
                wrong.putIfAbsent(pack, "is not what index " + file.shortName() + " says: " + blob.handle() + " at " + blob.offset()
                        + (blob.offset() < end ? " overlaps the blob before it" : " does not follow the blob before it") + ", which ends at " + end);
                return;
            }
            end = blob.end();
        }
    }

    /** The same bytes have one length; one of the two entries is wrong. */
    private void lengths(PackedBlob blob) {
        BlobHandle handle = blob.handle();
        for (Location copy : index.copies(handle)) {
            if (copy.blob().rawLength() != blob.rawLength()) {
                wrong.putIfAbsent(copy.pack(), "or another pack is not what the index says: " + handle + " has " + copy.blob().rawLength() + " bytes here and " + blob.rawLength() + " there");
            }
        }
    }

    private void tell(Id pack, String problem) {
        findings.add(Finding.damage("pack " + pack, problem, "Run repair index."));
    }
}
