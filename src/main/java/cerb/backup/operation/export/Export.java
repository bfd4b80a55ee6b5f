package cerb.backup.operation.export;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.FileError;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.operation.copy.FileCopies;
import cerb.backup.operation.copy.FileCopies.Wanted;
import cerb.backup.operation.gate.HostLock;
import cerb.backup.operation.gate.LiveDirectories;
import cerb.backup.operation.gate.SharedLock;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.lock.RepositoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a copy of a repository to volumes, or adds what is new to those that are there. For one export at a time. */
public final class Export {
    private final Repository repository;
    private final Path directory;
    private final LiveDirectories live;
    private final Observer observer;
    private final Findings findings = new Findings();

    /** Prepares an export of an open repository to a directory, which need not exist; none in or around the live ones. */
    public Export(Repository repository, Path directory, LiveDirectories live, Observer observer) {
        this.repository = repository;
        this.directory = directory;
        this.live = live;
        this.observer = observer;
    }

    /**
     * Exports under a shared lock. It can be called again after an interruption.
     *
     * @param volumeSize bytes that a volume may take
     * @param atOnce     files under way at the same time
     * @param retryLock  how long to wait for another program that holds an exclusive lock
     * @throws OperationException if the directory is live, something else is in it, there is no room, or volumes of this size are too small
     */
    public ExportResult run(long volumeSize, int atOnce, Duration retryLock) {
        live.conflict(directory).ifPresent(words -> {
            throw new OperationException("cannot export: " + words, "Name a directory that nothing else uses.");
        });
        try {
            Files.createDirectories(directory);
            try (HostLock host = HostLock.takeForOnce(directory); RepositoryLock lock = SharedLock.acquire(repository, retryLock, findings)) {
                ExportResult result = run(Shelf.open(directory, repository), volumeSize, atOnce);
                result.findings().forEach(observer::found);
                return result;
            }
        } catch (IOException e) {
            throw new OperationException("cannot export to " + directory + ": " + FileError.words(e, directory), "Check that its disk is there, writable and has room, then run it again: it goes on where it was.", e);
        }
    }

    private ExportResult run(Shelf shelf, long volumeSize, int atOnce) throws IOException {
        Inventory inventory = Inventory.of(repository, findings);
        int snapshots = (int) inventory.documents().keySet().stream().filter(file -> file.type() == FileType.SNAPSHOT).count();
        SortedMap<String, SortedMap<String, String>> lists = shelf.lists();
        List<String> finished = shelf.finished().stream().map(Volume::name).collect(Collectors.toCollection(ArrayList::new));
        if (!shelf.isIncomplete() && isNothingNew(inventory, lists)) {
            return new ExportResult(repository.id(), snapshots, finished, 0, 0, 0, findings.list());
        }
        Placement placement = new Placement(volumeSize, inventory, lists.values().stream().mapToLong(Map::size).sum(), shelf.first());
        shelf.begin(repository.id());
        place(placement, shelf, lists);
        FileCopies copies = copy(placement, inventory, atOnce);
        List<Volume> added = placement.volumes().keySet().stream().map(number -> Volume.of(directory, number)).toList();
        finish(added, lists);
        shelf.end();
        finished.addAll(added.stream().map(Volume::name).toList());
        return new ExportResult(repository.id(), snapshots, finished, added.size(), copies.files(), copies.bytes(), findings.list());
    }

    /** Whether the newest volume knows all documents, and all packs are in some volume. */
    private static boolean isNothingNew(Inventory inventory, SortedMap<String, SortedMap<String, String>> lists) {
        if (lists.isEmpty()) {
            return false;
        }
        Set<String> packs = new HashSet<>();
        lists.values().forEach(list -> packs.addAll(list.keySet()));
        Set<String> newest = lists.get(lists.lastKey()).keySet();
        return inventory.documents().keySet().stream().allMatch(file -> newest.contains(file.path()))
                && inventory.trees().keySet().stream().allMatch(pack -> packs.contains(pack.path()))
                && inventory.data().keySet().stream().allMatch(pack -> packs.contains(pack.path()));
    }

    /** Decides where packs go that no finished volume has; those that an interrupted export has left stay where they are, if they are still needed and have room. */
    private void place(Placement placement, Shelf shelf, SortedMap<String, SortedMap<String, String>> lists) throws IOException {
        Map<Handle, Long> open = placement.spread();
        lists.values().forEach(list -> open.keySet().removeIf(pack -> list.containsKey(pack.path())));
        shelf.reopen().forEach((number, packs) -> {
            placement.open(number);
            packs.stream().filter(pack -> !placement.everywhere().containsKey(pack)).forEach(pack -> keep(placement, open, number, pack));
        });
        open.forEach(placement::place);
    }

    private void keep(Placement placement, Map<Handle, Long> open, int number, Handle pack) {
        Long size = open.get(pack);
        if (size != null && placement.keep(pack, size, number)) {
            open.remove(pack);
        } else {
            Volume.of(directory, number).backend().remove(pack);
        }
    }

    private FileCopies copy(Placement placement, Inventory inventory, int atOnce) throws IOException {
        List<Wanted> packs = new ArrayList<>();
        List<Wanted> documents = new ArrayList<>();
        Map<Handle, Long> spread = placement.spread();
        placement.volumes().forEach((number, placed) -> {
            Volume volume = Volume.of(directory, number);
            LocalBackend to = volume.backend();
            Set<Handle> present = volume.files(FileType.DATA);
            placed.stream().filter(pack -> !present.contains(pack)).forEach(pack -> packs.add(new Wanted(pack, spread.get(pack), to)));
            placement.everywhere().forEach((pack, size) -> {
                if (!present.contains(pack)) {
                    packs.add(new Wanted(pack, size, to));
                }
            });
            inventory.documents().forEach((file, size) -> documents.add(new Wanted(file, size, to)));
        });
        List<Wanted> all = new ArrayList<>(packs);
        all.addAll(documents);
        FileCopies.demandRoom(all, directory, "cannot export to " + directory, "Make room, or give a directory of a larger disk; then run it again: it goes on where it was.");
        try (StageTimer stage = new StageTimer(observer, Stage.EXPORT)) {
            FileCopies copies = new FileCopies(repository.backend(), atOnce, all, findings, stage);
            copies.copy(packs);
            // index and snapshots when every pack is there: what they name cannot be pruned before a later run goes on
            copies.copy(documents);
            return copies;
        }
    }

    /** Lists, readme and sums, the sums last: a volume with them is finished. */
    private void finish(List<Volume> added, SortedMap<String, SortedMap<String, String>> lists) throws IOException {
        for (Volume volume : added) {
            lists.put(volume.list(), volume.repositoryFiles());
        }
        int last = added.get(added.size() - 1).number();
        Instant now = Instant.now();
        for (Volume volume : added) {
            SortedMap<String, String> sums = new TreeMap<>(lists.get(volume.list()));
            for (Map.Entry<String, SortedMap<String, String>> list : lists.entrySet()) {
                write(volume, list.getKey(), Sums.text(list.getValue()), sums);
            }
            write(volume, Volume.README, Readme.of(repository.id(), volume, last, now), sums);
            Sums.write(volume.directory().resolve(Volume.SUMS), Sums.text(sums));
        }
    }

    private static void write(Volume volume, String path, String text, SortedMap<String, String> sums) throws IOException {
        Path file = volume.directory().resolve(path);
        Sums.write(file, text);
        sums.put(path, Sums.of(file));
    }
}
