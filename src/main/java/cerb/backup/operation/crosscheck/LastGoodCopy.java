package cerb.backup.operation.crosscheck;

import cerb.backup.backend.BackendException;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.Timestamps;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.CapturedFiles;
import cerb.backup.operation.crosscheck.hashes.ContentReading;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.shared.DamagedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks through older snapshots, the newest first, for an object that is missing or wrong now. For one thread. */
public final class LastGoodCopy {
    private static final String UNREADABLE = "unreadable";

    private enum Copy { GOOD, NONE, UNREAD }

    private final IndexedRepository index;
    private final List<StoredSnapshot> snapshots;
    private final Duration limit;
    /** The SHA-1 of what was read: an older snapshot mostly has the same. */
    private final Map<List<Id>, String> hashes = new HashMap<>();
    private ContentReading reading;

    /** {@code snapshots} are those of the helpdesk, the newest first. */
    public LastGoodCopy(IndexedRepository index, List<StoredSnapshot> snapshots) {
        this(index, snapshots, Comparison.READING);
    }

    /** One that reads content for so long, from when it first does. */
    LastGoodCopy(IndexedRepository index, List<StoredSnapshot> snapshots, Duration limit) {
        this.index = index;
        this.snapshots = List.copyOf(snapshots);
        this.limit = limit;
    }

    /**
     * A sentence that says how to get a file back; or that no snapshot has it; or that this is not known now, also where there is no more time to read.
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
                Copy copy = copy(snapshot, path, size, sha1);
                if (copy == Copy.UNREAD) {
                    return "The newest copy of its size that is not known to be wrong is in snapshot " + get + ". There was no time to read it, nor older ones.";
                }
                if (copy == Copy.GOOD) {
                    return "The last good copy is in snapshot " + get;
                }
            } catch (BackendException e) {
                return "The last good copy is not known, because snapshot " + snapshot.id().shortName() + " cannot be read now (" + e.getMessage() + "). Try that of " + get;
            }
        }
        return "No older snapshot holds a good copy. If none is found elsewhere, list " + row + " in the file that storage.known-lost names.";
    }

    private Copy copy(StoredSnapshot snapshot, String path, long size, String sha1) {
        try {
            Node storage = BaseSnapshot.readParts(snapshot, index).map(BaseSnapshot::storage).orElse(null);
            Node file = storage == null ? null : new CapturedFiles(index, storage.subtree()).find(path);
            if (file == null || file.content() == null || size >= 0 && file.size() != size) {
                return Copy.NONE;
            }
            String found = sha1.isEmpty() ? sha1 : sha1(file.content());
            return found.equals(sha1) ? Copy.GOOD : found.isEmpty() ? Copy.UNREAD : Copy.NONE;
        } catch (DamagedException | FormatException | IllegalArgumentException e) {
            return Copy.NONE;
        }
    }

    /** Empty where there is no time to read it. */
    private String sha1(List<Id> content) {
        String known = hashes.get(content);
        if (known != null) {
            return known;
        }
        reading = reading == null ? new ContentReading(index, limit) : reading;
        String sha1;
        try {
            sha1 = reading.sha1(content);
        } catch (DamagedException e) {
            sha1 = UNREADABLE;
        }
        if (!sha1.isEmpty()) {
            hashes.put(content, sha1);
        }
        return sha1;
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
