package cerb.backup.operation.restore.files;

import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Some files of a restore, and the blobs they need, by pack. Filled by one thread, then only read. While one window's files are written, the next one is
 * filled. The first is small, so that writing begins soon; each is twice as large as the one before, since what a large one needs of a pack is read at once.
 */
final class Window {
    /** Two windows are in memory at a time. */
    private static final int MOST_FILES = 25_000;
    private static final int MOST_BLOBS = 100_000;
    private static final int FIRST_FILES = 500;
    /** Bytes that are not needed are read along if so many lie between two blobs: cheaper than another request. */
    private static final long GAP = 512 << 10;

    /** Where a blob belongs. */
    record Place(OutputFile file, long offset) { }

    private final Map<Id, Map<PackedBlob, List<Place>>> packs = new HashMap<>();
    private final int mostFiles;
    private int files;
    private int blobs;

    private Window(int mostFiles) {
        this.mostFiles = mostFiles;
    }

    static Window first() {
        return new Window(FIRST_FILES);
    }

    /** The window after this one. */
    Window next() {
        return new Window(Math.min(2 * mostFiles, MOST_FILES));
    }

    void add() {
        files++;
    }

    void need(Id pack, PackedBlob blob, OutputFile file, long offset) {
        packs.computeIfAbsent(pack, id -> new HashMap<>()).computeIfAbsent(blob, need -> new ArrayList<>(1)).add(new Place(file, offset));
        blobs++;
    }

    boolean isFull() {
        return files >= mostFiles || blobs >= MOST_BLOBS;
    }

    Set<Id> packs() {
        return packs.keySet();
    }

    /** Goes through all files, one of several blobs several times. */
    void forEachFile(Consumer<OutputFile> visitor) {
        packs.values().forEach(pack -> pack.values().forEach(places -> places.forEach(place -> visitor.accept(place.file()))));
    }

    List<Place> places(Id pack, PackedBlob blob) {
        return packs.get(pack).get(blob);
    }

    /** The blobs needed of a pack, as ranges worth one request each. An index may say that blobs overlap; then each is read for itself. */
    List<List<PackedBlob>> ranges(Id pack) {
        List<List<PackedBlob>> ranges = new ArrayList<>();
        long end = Long.MIN_VALUE / 2;
        for (PackedBlob blob : packs.get(pack).keySet().stream().sorted(Comparator.comparingLong(PackedBlob::offset)).toList()) {
            if (blob.offset() < end || blob.offset() - end > GAP) {
                ranges.add(new ArrayList<>());
            }
            ranges.get(ranges.size() - 1).add(blob);
            end = blob.end();
        }
        return ranges;
    }
}
