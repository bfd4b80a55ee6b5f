package cerb.backup.operation.crosscheck;

import cerb.backup.backend.BackendException;
import cerb.backup.format.FormatException;
import cerb.backup.format.Timestamps;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.CapturedFiles;
import cerb.backup.operation.crosscheck.hashes.ContentReading;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.repository.DamagedException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.List;
import java.util.Optional;

/** Looks through older snapshots, the newest first, for an object that is missing or wrong now. For one thread. */
public final class LastGoodCopy {
    private final IndexedRepository index;
    private final List<StoredSnapshot> snapshots;

    /** {@code snapshots} are those of the helpdesk, the newest first. */
    public LastGoodCopy(IndexedRepository index, List<StoredSnapshot> snapshots) {
        this.index = index;
        this.snapshots = List.copyOf(snapshots);
    }

    /**
     * A sentence that says how to get a file back; or that no snapshot has it; or that this is not known now.
     *
     * @param path below the storage directory
     * @param size that a good copy has; negative for any
     * @param sha1 that a good copy has; empty for any
     * @param row  that refers to it, as the file of known losses names it
     */
    public String ofFile(String path, long size, String sha1, String row) {
        for (StoredSnapshot snapshot : snapshots) {
            String get = told(snapshot) + ": cerb-backup cat " + snapshot.id().shortName() + " /storage/" + path;
            try {
                if (holds(snapshot, path, size, sha1)) {
                    return "The last good copy is in snapshot " + get;
                }
            } catch (BackendException e) {
                return "The last good copy is not known, because snapshot " + snapshot.id().shortName() + " cannot be read now (" + e.getMessage() + "). Try that of " + get;
            }
        }
        return "No older snapshot holds a good copy. If none is found elsewhere, list " + row + " in the file that storage.known-lost names.";
    }

    private boolean holds(StoredSnapshot snapshot, String path, long size, String sha1) {
        try {
            Node storage = BaseSnapshot.readParts(snapshot, index).map(BaseSnapshot::storage).orElse(null);
            Node file = storage == null ? null : new CapturedFiles(index, storage.subtree()).find(path);
            return file != null && file.content() != null && (size < 0 || file.size() == size)
                    && (sha1.isEmpty() || ContentReading.read(index, file.content()).equals(sha1));
        } catch (DamagedException | FormatException | IllegalArgumentException e) {
            return false; // no good copy
        }
    }

    /** A sentence that names the newest recovery point in which nothing was missing; or says that there is none, or that this is not known now. */
    public String ofDatabase() {
        for (StoredSnapshot snapshot : snapshots) {
            try {
                Optional<Manifest.CrossCheckPart> check = BaseSnapshot.read(snapshot, index).map(BaseSnapshot::manifest).map(Manifest::crossCheck);
                if (check.isPresent() && check.get().missing() == 0) {
                    return "The last recovery point in which nothing was missing is " + told(snapshot) + ".";
                }
            } catch (BackendException e) {
                return "The last recovery point in which nothing was missing is not known, because " + told(snapshot) + " cannot be read now: " + e.getMessage();
            }
        }
        return "There is no recovery point in which nothing was missing.";
    }

    private static String told(StoredSnapshot snapshot) {
        return snapshot.id().shortName() + " of " + Timestamps.format(snapshot.snapshot().time());
    }
}
