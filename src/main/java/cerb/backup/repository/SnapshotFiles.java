package cerb.backup.repository;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.RepositoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Lists and reads snapshots; each is read once, since its name stands for its content. Safe for use by several threads. */
final class SnapshotFiles {
    private static final int NAMES_IN_MESSAGE = 5;

    private final Backend backend;
    private final UnpackedFiles files;
    private Map<Id, StoredSnapshot> read = new HashMap<>();

    SnapshotFiles(Backend backend, UnpackedFiles files) {
        this.backend = backend;
        this.files = files;
    }

    synchronized List<StoredSnapshot> list(BiConsumer<Id, CorruptException> damaged) {
        Map<Id, StoredSnapshot> present = new HashMap<>();
        for (Id id : ids()) {
            try {
                load(id).ifPresent(snapshot -> present.put(id, snapshot));
            } catch (CorruptException e) {
                damaged.accept(id, e);
            }
        }
        read = present;
        return present.values().stream()
                .sorted(Comparator.comparing((StoredSnapshot stored) -> stored.snapshot().time()).thenComparing(StoredSnapshot::id))
                .toList();
    }

    synchronized StoredSnapshot find(String prefix) {
        List<Id> matches = ids().stream().filter(id -> id.toString().startsWith(prefix)).sorted().toList();
        if (matches.size() != 1) {
            throw mismatch(prefix, matches);
        }
        try {
            return load(matches.get(0)).orElseThrow(() -> mismatch(prefix, List.of()));
        } catch (CorruptException e) {
            throw new DamagedException("cannot read snapshot " + matches.get(0) + ": " + e.getMessage(), e);
        }
    }

    private RepositoryException mismatch(String prefix, List<Id> matches) {
        if (matches.isEmpty()) {
            return new RepositoryException("no snapshot in " + backend.location() + " has an id that begins with \"" + prefix
                    + "\". List them with snapshots.");
        }
        return new RepositoryException("\"" + prefix + "\" is the beginning of " + matches.size() + " snapshots' ids ("
                + String.join(", ", matches.stream().limit(NAMES_IN_MESSAGE).map(Id::toString).toList()) + "). Give more digits.");
    }

    private List<Id> ids() {
        List<Id> ids = new ArrayList<>();
        backend.list(FileType.SNAPSHOT, (handle, size) -> ids.add(Id.parse(handle.name())));
        return ids;
    }

    /** Reads a snapshot; none if it was removed since it was listed. */
    synchronized Optional<StoredSnapshot> load(Id id) {
        StoredSnapshot known = read.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return Optional.of(new StoredSnapshot(id, Snapshot.read(files.load(new Handle(FileType.SNAPSHOT, id.toString())))));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (FormatException e) {
            throw new CorruptException("snapshot " + id + " is damaged: " + e.getMessage(), e);
        }
    }
}
