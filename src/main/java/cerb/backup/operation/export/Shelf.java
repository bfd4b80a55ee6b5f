package cerb.backup.operation.export;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.file.UnpackedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory of an export: volumes that are finished, which are never touched again, and those of an export that was interrupted, whose packs are used. For one thread.
 */
final class Shelf {
    static final String INCOMPLETE = "INCOMPLETE";

    private static final Pattern MARKER = Pattern.compile("(\\S+) ([1-9][0-9]{0,5})\n");

    private final Path directory;
    private final List<Volume> finished;
    private final List<Volume> unfinished;
    private final int first;

    private Shelf(Path directory, List<Volume> volumes, int first) {
        this.directory = directory;
        this.first = first;
        this.finished = volumes.stream().filter(volume -> volume.number() < first).toList();
        this.unfinished = volumes.stream().filter(volume -> volume.number() >= first).toList();
    }

    /**
     * Looks at a directory.
     *
     * @throws OperationException if volumes of another repository are there, or some that no export has made
     */
    static Shelf open(Path directory, Repository repository) throws IOException {
        List<Volume> volumes = Volume.list(directory);
        Path marker = directory.resolve(INCOMPLETE);
        int next = volumes.isEmpty() ? 1 : volumes.get(volumes.size() - 1).number() + 1;
        String text = Files.exists(marker) ? Files.readString(marker, StandardCharsets.ISO_8859_1) : "";
        if (!text.contains("\n")) {
            // a power cut has left no whole line: then no volume was begun, since that waits until the marker is durable
            Files.deleteIfExists(marker);
        }
        Shelf shelf = new Shelf(directory, volumes, text.contains("\n") ? first(text, repository, directory) : next);
        shelf.refuseForeign(repository.backend());
        return shelf;
    }

    private static int first(String marker, Repository repository, Path directory) {
        Matcher words = MARKER.matcher(marker);
        if (!words.lookingAt() || !words.group(1).equals(repository.id().toString())) {
            throw foreign(directory, "its file " + INCOMPLETE + " tells of another repository's");
        }
        return Integer.parseInt(words.group(2));
    }

    private void refuseForeign(Backend repository) throws IOException {
        byte[] config = UnpackedFiles.sealedConfig(repository);
        for (Volume volume : finished) {
            if (!volume.isFinished()) {
                throw foreign(directory, volume.name() + " has no " + Volume.SUMS);
            }
            if (!Id.hash(config).toString().equals(volume.sums().get(Handle.CONFIG.path()))) {
                throw foreign(directory, volume.name() + " is of another repository");
            }
        }
    }

    private static OperationException foreign(Path directory, String why) {
        return new OperationException("cannot export to " + directory + ": " + why, "Give an empty directory, or one with volumes of this repository.");
    }

    /** The number of the first volume that is made or finished now. */
    int first() {
        return first;
    }

    List<Volume> finished() {
        return finished;
    }

    /** Whether an export was interrupted. */
    boolean isIncomplete() {
        return Files.exists(directory.resolve(INCOMPLETE));
    }

    /** What each finished volume's own list says, by the path that the list has in every volume. */
    SortedMap<String, SortedMap<String, String>> lists() throws IOException {
        SortedMap<String, SortedMap<String, String>> lists = new TreeMap<>();
        for (Volume volume : finished) {
            SortedMap<String, String> files = volume.sums();
            files.keySet().removeIf(path -> Handle.parse(path).isEmpty());
            lists.put(volume.list(), files);
        }
        return lists;
    }

    /** Takes everything but packs out of the unfinished volumes, and returns the packs of each that are whole, by the volumes' numbers. */
    SortedMap<Integer, Set<Handle>> reopen() throws IOException {
        SortedMap<Integer, Set<Handle>> packs = new TreeMap<>();
        for (Volume volume : unfinished) {
            LocalBackend backend = volume.backend();
            backend.removeLeftovers(Instant.now());
            Files.deleteIfExists(volume.directory().resolve(Volume.SUMS));
            Files.deleteIfExists(volume.directory().resolve(Volume.README));
            for (Path list : volume.lists()) {
                Files.delete(list);
            }
            for (FileType type : List.of(FileType.CONFIG, FileType.KEY, FileType.SNAPSHOT, FileType.INDEX)) {
                volume.files(type).forEach(backend::remove);
            }
            packs.put(volume.number(), volume.files(FileType.DATA));
        }
        return packs;
    }

    /** Says durably that from here on the volumes are not finished. */
    void begin(Id repository) throws IOException {
        if (!isIncomplete()) {
            Sums.write(directory.resolve(INCOMPLETE), repository + " " + first + "\nAn export has not come to its end: " + Volume.name(first)
                    + " and those after it are not complete. Run cerb-backup export again with the same directory.\n");
        }
    }

    /** Says durably that everything is finished. */
    void end() throws IOException {
        Files.delete(directory.resolve(INCOMPLETE));
        Sums.force(directory);
    }
}
