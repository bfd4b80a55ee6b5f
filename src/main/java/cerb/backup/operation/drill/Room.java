package cerb.backup.operation.drill;

import cerb.backup.backend.local.FetchedFiles;
import cerb.backup.operation.drill.scratch.RefusedException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The room that a drill needs, by the disk that has to have it: one that fills a disk halfway proves nothing of the backup, and harms whoever shares it. Used once, by one thread. */
final class Room {
    private static final long MEBIBYTE = 1 << 20;
    /** Of packs, where they come from a sink: as the component and the command line have it. */
    private static final long MOST_FETCHED_BYTES = 1L << 30;

    private final Map<FileStore, Disk> disks = new LinkedHashMap<>();

    /** {@code place}: the first directory that was named on it; {@code needs}: bytes by what needs them; {@code settings}: what names another place. */
    private record Disk(Path place, Map<String, Long> needs, Set<String> settings) { }

    /**
     * Adds what a directory, which need not be there yet, has to take.
     *
     * @param what    what takes it, such as {@code the files}
     * @param setting what names another place for it
     */
    void need(Path directory, long bytes, String what, String setting) {
        try {
            Disk disk = disks.computeIfAbsent(Files.getFileStore(present(directory)), store -> new Disk(directory, new LinkedHashMap<>(), new LinkedHashSet<>()));
            disk.needs.merge(what, bytes, Room::sum);
            disk.settings.add(setting);
        } catch (IOException e) {
            throw unknown(directory, e);
        }
    }

    /** Adds the packs that are kept in a directory while they are read. */
    void needFetched(Path directory, String setting) {
        try {
            need(directory, FetchedFiles.capacity(directory, MOST_FETCHED_BYTES), "what is fetched", setting);
        } catch (IOException e) {
            throw unknown(directory, e);
        }
    }

    private static RefusedException unknown(Path directory, IOException e) {
        return new RefusedException("the free space of " + directory + " is not known: " + e, "Name another directory.", e);
    }

    private static long sum(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private static Path present(Path directory) {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    /** Refuses to begin where a disk has not the room for all that it has to take. */
    void demand() {
        disks.forEach((store, disk) -> {
            try {
                demand(disk, store.getUsableSpace());
            } catch (IOException e) {
                throw unknown(disk.place, e);
            }
        });
    }

    private static void demand(Disk disk, long free) {
        if (disk.needs.values().stream().reduce(0L, Room::sum) > free) {
            String needs = disk.needs.entrySet().stream().map(need -> need.getKey() + " about " + mebibytes(need.getValue())).collect(Collectors.joining(", "));
            throw new RefusedException("it needs room for " + needs + ", and the disk of " + disk.place + " has " + mebibytes(free) + " free",
                    "Free space there, or name another place in " + String.join(" or ", disk.settings) + ".");
        }
    }

    private static String mebibytes(long bytes) {
        return bytes / MEBIBYTE + " MiB";
    }
}
