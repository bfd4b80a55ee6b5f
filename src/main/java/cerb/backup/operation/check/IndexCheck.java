package cerb.backup.operation.check;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.IndexedRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the index with the packs that are there. */
final class IndexCheck {
    private final IndexedRepository index;
    private final Findings findings;
    private final DamagedBlobs damaged;
    private final Map<Id, Long> sizes = new HashMap<>();
    private long packs;

    IndexCheck(IndexedRepository index, Findings findings, DamagedBlobs damaged) {
        this.index = index;
        this.findings = findings;
        this.damaged = damaged;
    }

    void run() {
        index.listPacks(sizes::put);
        index.forEachPack(this::pack);
        // another host may have indexed meanwhile what the index did not name when the packs were listed
        index.refresh();
        sizes.keySet().removeIf(index::containsPack);
    }

    /** Says what packs without an index mean; to be called when all that is needed was looked for. */
    void judgeUnindexed() {
        if (sizes.isEmpty()) {
            return;
        }
        if (damaged.isSomethingUnindexed()) {
            findings.add(Finding.damage("packs", Plurals.are(sizes.size(), "pack") + " in no index, and what snapshots need is in no index either: an index file was lost",
                    "Run repair index; do not prune before."));
        } else {
            findings.add(Finding.note("packs", Plurals.are(sizes.size(), "pack") + " in no index: of a backup that is under way, or left by one that was cut off;"
                    + " a prune removes the latter"));
        }
    }

    private void pack(Id pack, List<PackedBlob> blobs) {
        packs++;
        Long size = sizes.remove(pack);
        long expected = IndexedRepository.packSize(blobs);
        if (size == null && index.isStored(pack)) {
            return; // written since the packs were listed, by a checkpoint of this very process
        }
        if (size == null) {
            findings.add(Finding.damage("pack " + pack, "is missing", "Copy it from a sink, or take a new recovery point: what the source still has is stored again."));
            damaged.addAll(blobs);
        } else if (size != expected) {
            findings.add(Finding.damage("pack " + pack, "has " + size + " bytes instead of " + expected, "Copy it from a sink."));
            blobs.stream().filter(blob -> blob.end() > size).forEach(damaged::add);
        }
    }

    long packs() {
        return packs;
    }
}
