package cerb.backup.operation.export;

import cerb.backup.backend.local.FileError;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.crypto.Password;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads volumes again, every byte of them, and says whether everything that their snapshots need is there and sound. For one verification at a time. */
public final class VerifyExport {
    private final Path directory;
    private final Observer observer;
    private final Findings findings = new Findings();
    private final Map<String, Set<String>> unsound = new HashMap<>();
    private long doneFiles;
    private long doneBytes;

    /** Prepares to verify the volumes in a directory. */
    public VerifyExport(Path directory, Observer observer) {
        this.directory = directory;
        this.observer = observer;
    }

    /**
     * Verifies. Damage is in the result, not thrown.
     *
     * @throws OperationException if there are no volumes, or the directory cannot be read
     * @throws RepositoryException if the password opens nothing
     */
    public VerifyResult run(Password password, RepositoryOptions options) {
        try {
            List<Volume> volumes = Files.isDirectory(directory) ? Volume.list(directory) : List.of();
            if (volumes.isEmpty()) {
                throw new OperationException("cannot verify " + directory + ": there are no volumes such as " + Volume.name(1), "Name the directory that was given to export.");
            }
            List<VolumeState> states = sums(volumes);
            CheckResult structure = structure(volumes, password, options);
            findings.addAll(structure.findings());
            findings.list().forEach(observer::found);
            return new VerifyResult(states, structure.snapshots(), findings.list(), findings.incomplete());
        } catch (IOException e) {
            throw new OperationException("cannot verify " + directory + ": " + FileError.words(e, directory), "Check that its disk is there and can be read.", e);
        }
    }

    private CheckResult structure(List<Volume> volumes, Password password, RepositoryOptions options) {
        VolumesBackend together = new VolumesBackend(directory, volumes, (volume, path) -> !unsound.get(volume.name()).contains(path));
        try (Repository repository = Repository.open(together, password, options)) {
            // its own findings are told with ours
            return new Check(repository, Observer.NONE).run(CheckOptions.structure());
        }
    }

    private List<VolumeState> sums(List<Volume> volumes) throws IOException {
        SortedMap<String, SortedMap<String, String>> expected = new TreeMap<>();
        SortedMap<String, SortedMap<String, String>> known = new TreeMap<>();
        for (Volume volume : volumes) {
            unsound.put(volume.name(), new HashSet<>());
            expected.put(volume.name(), expected(volume));
            readLists(volume, known);
        }
        long totalFiles = expected.values().stream().mapToLong(Map::size).sum();
        long totalBytes = 0;
        for (Volume volume : volumes) {
            totalBytes += size(volume, expected.get(volume.name()).keySet());
        }
        List<VolumeState> states = new ArrayList<>();
        try (StageTimer stage = new StageTimer(observer, Stage.VERIFY_EXPORT)) {
            for (Volume volume : volumes) {
                states.add(read(volume, expected.get(volume.name()), new Progress(0, totalFiles, 0, totalBytes), stage));
            }
        }
        expected.keySet().forEach(known::remove);
        known.forEach((name, files) -> states.add(lost(name, files)));
        unfinished();
        return states;
    }

    /** A marker tells more than missing files: whoever made this must know that it has to be run again. */
    private void unfinished() {
        if (Files.exists(directory.resolve(Shelf.INCOMPLETE))) {
            findings.add(Finding.incomplete(directory.toString(), "the last export has not come to its end", "Run export with this directory again."));
        }
    }

    private SortedMap<String, String> expected(Volume volume) {
        try {
            return volume.sums();
        } catch (IOException e) {
            findings.add(Finding.damage(volume.name(), "its list " + Volume.SUMS + " cannot be read: " + reason(e), "What it holds is checked by its names."));
            return named(volume);
        }
    }

    private SortedMap<String, String> named(Volume volume) {
        try {
            return volume.repositoryFiles();
        } catch (IOException e) {
            findings.add(Finding.damage(volume.name(), "cannot be read: " + reason(e), ""));
            return new TreeMap<>();
        }
    }

    /** Every volume carries the lists of all that were there when it was made: so a lost one is known by the others. */
    private void readLists(Volume volume, SortedMap<String, SortedMap<String, String>> known) throws IOException {
        for (Path list : volume.lists()) {
            try {
                known.putIfAbsent(list.getFileName().toString().replaceFirst("\\.sha256$", ""), Sums.read(list));
            } catch (IOException e) {
                continue; // it is found to be damaged when its bytes are compared
            }
        }
    }

    private VolumeState lost(String name, SortedMap<String, String> files) {
        List<String> packs = files.keySet().stream().filter(path -> path.startsWith("data/")).toList();
        findings.add(Finding.damage(name, "is not there; it held " + Plurals.words(packs.size(), "pack"), "Look for the disc. What only it held is named below."));
        return new VolumeState(name, true, files.size(), 0, List.of(), packs);
    }

    private VolumeState read(Volume volume, SortedMap<String, String> digests, Progress total, StageTimer stage) {
        Set<String> damaged = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        long bytes = 0;
        for (Map.Entry<String, String> each : digests.entrySet()) {
            Path file = volume.directory().resolve(each.getKey());
            try {
                if (!Sums.of(file).equals(each.getValue())) {
                    damaged.add(each.getKey());
                    findings.add(Finding.damage(volume.name() + "/" + each.getKey(), "has other bytes than it should", ""));
                }
                bytes += Files.size(file);
            } catch (NoSuchFileException e) {
                missing.add(each.getKey());
                findings.add(Finding.damage(volume.name() + "/" + each.getKey(), "is missing", ""));
            } catch (IOException e) {
                damaged.add(each.getKey());
                findings.add(Finding.damage(volume.name() + "/" + each.getKey(), "cannot be read: " + reason(e), ""));
            }
            stage.progress(new Progress(++doneFiles, total.totalFiles(), doneBytes + bytes, total.totalBytes()));
        }
        doneBytes += bytes;
        unsound.get(volume.name()).addAll(damaged);
        return new VolumeState(volume.name(), false, digests.size(), bytes, List.copyOf(damaged), List.copyOf(missing));
    }

    private static long size(Volume volume, Set<String> paths) {
        return paths.stream().mapToLong(path -> volume.directory().resolve(path).toFile().length()).sum();
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "it is not there" : FileError.reason(e);
    }
}
