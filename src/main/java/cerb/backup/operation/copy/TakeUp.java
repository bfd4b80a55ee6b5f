package cerb.backup.operation.copy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.operation.cache.AwayPacks;
import cerb.backup.operation.copy.FileCopies.Wanted;
import cerb.backup.operation.gate.HostLock;
import cerb.backup.operation.gate.RepositoryDirectory;
import cerb.backup.operation.gate.SharedLock;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.lock.RepositoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a repository up again in a directory of this machine, from a sink or wherever else a whole copy of it is. For one take-up at a time. */
public final class TakeUp {
    private static final List<FileType> LISTED = List.of(FileType.SNAPSHOT, FileType.INDEX, FileType.DATA, FileType.KEY);
    private static final List<FileType> COPIED = List.of(FileType.DATA, FileType.INDEX, FileType.SNAPSHOT, FileType.KEY, FileType.CONFIG);

    private final Repository place;
    private final Path directory;
    private final Backend local;
    private final Observer observer;
    private final Findings findings = new Findings();

    /**
     * Prepares to take up a repository.
     *
     * @param place     the open repository at the place it comes from
     * @param directory where it goes to, which need not exist
     */
    public TakeUp(Repository place, Path directory, Observer observer) {
        this.place = place;
        this.directory = directory;
        this.local = new LocalBackend(directory);
        this.observer = observer;
    }

    /** As the other, with everything copied and no waiting for locks. */
    public TakeUpResult run(int atOnce) {
        return run(atOnce, false, Duration.ZERO);
    }

    /**
     * Copies what is missing. It can be called again after an interruption.
     *
     * @param atOnce     files under way at the same time
     * @param leavesData whether the packs of data stay at the place alone, which must be the repository's only sink
     * @param retryLock  how long to wait for another program that holds an exclusive lock
     * @throws OperationException if another repository is in the directory, there is no room, or another process works on it
     */
    public TakeUpResult run(int atOnce, boolean leavesData, Duration retryLock) {
        RepositoryDirectory.make(directory);
        try (HostLock host = HostLock.take(directory); RepositoryLock lock = SharedLock.acquire(place, retryLock, findings)) {
            Map<FileType, Map<Handle, Long>> there = list(place.backend());
            Map<FileType, Map<Handle, Long>> here = list(local);
            refuseAnother(there, here);
            List<Wanted> missing = new ArrayList<>(missing(there, here));
            int left = leavesData ? leaveData(missing) : 0;
            demandRoom(missing);
            FileCopies copies = copy(missing, atOnce);
            findings.list().forEach(observer::found);
            int present = here.values().stream().mapToInt(Map::size).sum();
            return new TakeUpResult(place.id(), there.get(FileType.SNAPSHOT).size(), copies.files(), copies.bytes(), present, left, findings.list());
        }
    }

    private static Map<FileType, Map<Handle, Long>> list(Backend backend) {
        Map<FileType, Map<Handle, Long>> all = new HashMap<>();
        for (FileType type : LISTED) {
            Map<Handle, Long> files = new HashMap<>();
            backend.list(type, files::put);
            all.put(type, files);
        }
        all.put(FileType.CONFIG, new HashMap<>());
        backend.list(FileType.CONFIG, all.get(FileType.CONFIG)::put);
        return all;
    }

    private void refuseAnother(Map<FileType, Map<Handle, Long>> there, Map<FileType, Map<Handle, Long>> here) {
        if (!here.get(FileType.CONFIG).isEmpty()) {
            if (!Arrays.equals(UnpackedFiles.sealedConfig(local), UnpackedFiles.sealedConfig(place.backend()))) {
                throw another("it has another config");
            }
            return;
        }
        for (FileType type : List.of(FileType.KEY, FileType.INDEX, FileType.SNAPSHOT)) {
            Set<Handle> unknown = new HashSet<>(here.get(type).keySet());
            unknown.removeAll(there.get(type).keySet());
            if (!unknown.isEmpty()) {
                throw another("it has " + unknown.iterator().next() + ", which is not at " + place.backend().location());
            }
        }
    }

    private OperationException another(String why) {
        return new OperationException("cannot take up the repository of " + place.backend().location() + " in " + directory + ": another one is there, " + why,
                "Name another directory with repository.directory, or move what is there away.");
    }


    /** In the order in which it is copied. */
    private List<Wanted> missing(Map<FileType, Map<Handle, Long>> there, Map<FileType, Map<Handle, Long>> here) {
        Set<Handle> removed = new HashSet<>();
        new RemovalJournal(directory).read().forEach(removal -> removed.addAll(removal.remove()));
        List<Wanted> missing = new ArrayList<>();
        for (FileType type : COPIED) {
            there.get(type).forEach((handle, size) -> {
                if (!here.get(type).containsKey(handle) && !removed.contains(handle)) {
                    missing.add(new Wanted(handle, size, local));
                }
            });
        }
        return missing;
    }

    /** Notes of the packs of data that they are kept at the place alone, before any index is here that names them. */
    private int leaveData(List<Wanted> missing) {
        Set<Id> data = new HashSet<>();
        place.index().refresh();
        place.index().forEachPack((pack, blobs) -> {
            if (blobs.stream().allMatch(blob -> blob.handle().type() == BlobType.DATA)) {
                data.add(pack);
            }
        });
        Map<Handle, Long> left = new HashMap<>();
        missing.removeIf(file -> {
            boolean stays = file.handle().type() == FileType.DATA && data.contains(Id.parse(file.handle().name()));
            return stays && left.put(file.handle(), file.bytes()) == null;
        });
        AwayPacks.open(directory).add(left, Set.of());
        return left.size();
    }

    private FileCopies copy(List<Wanted> missing, int atOnce) {
        try (StageTimer stage = new StageTimer(observer, Stage.TAKE_UP)) {
            FileCopies copies = new FileCopies(place.backend(), atOnce, missing, findings, stage);
            // one kind after the other: an index is here only when its packs are, and the config when everything is
            COPIED.forEach(type -> copies.copy(missing.stream().filter(file -> file.handle().type() == type).toList()));
            return copies;
        }
    }

    private void demandRoom(List<Wanted> missing) {
        try {
            FileCopies.demandRoom(missing, directory, "cannot take up the repository of " + place.backend().location() + " in " + directory,
                    "Make room, or name a directory of a larger disk with repository.directory.");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask how much room the disk of " + directory + " has", e);
        }
    }
}
