package cerb.backup.operation.repair;

import cerb.backup.backend.CorruptException;
import cerb.backup.backend.NotFoundException;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.IndexedRepository;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares every entry of every index file with the packs that are there. Keeps ids and sizes of packs in memory, never their blobs. */
final class IndexScan {
    private final IndexedRepository index;
    private final Findings findings;
    private final boolean readAll;
    private final Map<Id, Long> sizes = new HashMap<>();
    private final Set<Id> fitting = new HashSet<>();
    private final Set<Id> wrong = new HashSet<>();
    private final Set<Id> missing = new HashSet<>();
    private final Set<Id> named = new HashSet<>();
    private final Set<Id> stale = new TreeSet<>();

    IndexScan(IndexedRepository index, Findings findings, boolean readAll) {
        this.index = index;
        this.findings = findings;
        this.readAll = readAll;
    }

    /** Index files before packs: whatever an index names was stored before it. */
    void run() {
        Set<Id> files = index.indexFileNames();
        index.listPacks(sizes::put);
        files.forEach(file -> index.readIndexFile(file, pack -> judge(file, pack)));
        if (!stale.isEmpty()) {
            files.stream().filter(file -> !stale.contains(file)).forEach(file -> index.readIndexFile(file, pack -> named.add(pack.pack())));
        }
        // where entries of a pack contradict each other only its header can tell, unless one stays anyway
        fitting.removeIf(pack -> wrong.contains(pack) && !named.contains(pack));
    }

    private void judge(Id file, IndexedPack entry) {
        Long size = sizes.get(entry.pack());
        if (size == null) {
            stale.add(file);
            if (missing.add(entry.pack())) {
                findings.add(Finding.damage("pack " + entry.pack(), "is missing", "If a sink holds it, copy it from there and run repair index again; else take a new recovery point."));
            }
        } else if (size != IndexedRepository.packSize(entry.blobs()) || readAll && differs(entry)) {
            stale.add(file);
            if (wrong.add(entry.pack())) {
                findings.add(Finding.note("pack " + entry.pack(), "is not what index " + file.shortName() + " says of it"));
            }
        } else {
            fitting.add(entry.pack());
        }
    }

    /** An entry that fits the size stays where the header cannot be read: the blobs can be read by it. */
    private boolean differs(IndexedPack entry) {
        Optional<List<PackedBlob>> header = header(entry.pack());
        if (header.isEmpty()) {
            findings.add(Finding.damage("pack " + entry.pack(), "has a header that cannot be read; its entry in the index stays", "Run check --read-data."));
            return false;
        }
        return !new HashSet<>(header.get()).equals(new HashSet<>(entry.blobs()));
    }

    /** The pack's own list of its blobs; empty where that cannot be read, does not make up the pack, or where the pack has gone since it was listed. */
    Optional<List<PackedBlob>> header(Id pack) {
        try {
            List<PackedBlob> blobs = index.packHeader(pack);
            return IndexedRepository.packSize(blobs) == sizes.get(pack) ? Optional.of(blobs) : Optional.empty();
        } catch (CorruptException | NotFoundException e) {
            return Optional.empty();
        }
    }

    /** The index files that must be replaced, and can be read. */
    Set<Id> stale() {
        return Collections.unmodifiableSet(stale);
    }

    /** Tells whether a stale file's entry of a pack is needed further on. */
    boolean isKept(Id pack) {
        return fitting.contains(pack) && !named.contains(pack);
    }

    /** The packs whose headers must be read, in the order of their ids. */
    List<Id> unnamed() {
        return sizes.keySet().stream().filter(pack -> !fitting.contains(pack)).sorted().toList();
    }

    /** Tells whether an index named the pack, wrongly. */
    boolean wasNamed(Id pack) {
        return wrong.contains(pack);
    }

    long missing() {
        return missing.size();
    }

    long packs() {
        return sizes.size();
    }
}
