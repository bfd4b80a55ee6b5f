package cerb.backup.operation.drill;

import cerb.backup.backend.local.FetchedFiles;
import cerb.backup.backend.local.FileError;
import cerb.backup.configuration.value.Sizes;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.drill.scratch.RefusedException;
import cerb.backup.operation.drill.scratch.Scratch;
import cerb.backup.operation.drill.server.DrillServer;
import cerb.backup.operation.drill.server.GivenServer;
import cerb.backup.operation.drill.server.PrivateServer;
import cerb.backup.operation.manifest.DatabasePart;
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
    /** Of packs, where they come from a sink: as the component and the command line have it. */
    private static final long MOST_FETCHED_BYTES = 1L << 30;

    /** A byte of SQL text becomes about one of a row and one of an index. */
    private static final long SERVER_FACTOR = 2;
    /** Of a disk: a file takes whole ones. */
    private static final long BLOCK = 4096;
    private static final String DIRECTORY = "drill.directory";
    private static final String THE_DATABASE = "the database";

    private final DrillOptions options;
    private final Scratch scratch;
    private final DrillLog log;
    private final Map<FileStore, Disk> disks = new LinkedHashMap<>();

    Room(DrillOptions options, Scratch scratch, DrillLog log) {
        this.options = options;
        this.scratch = scratch;
        this.log = log;
    }

    /** {@code place}: the first directory that was named on it; {@code needs}: bytes by what needs them; {@code settings}: what names another place. */
    private record Disk(Path place, Map<String, Long> needs, Set<String> settings) { }

    /** Refuses to begin where one of the disks has not the room for a recovery point. {@code server} is null where the drill starts one; of one on another machine nothing is known. */
    void demandFor(BaseSnapshot point, DrillServer server) {
        if (point.storagePart() != null) {
            need(scratch.storage(), point.storagePart().bytes() + BLOCK * point.storagePart().files(), "the files", options.storageTo() == null ? DIRECTORY : "--storage-to");
        }
        if (point.database() != null) {
            DatabasePart database = point.databasePart();
            long bytes = (database != null && database.files() != null ? 1 : SERVER_FACTOR) * textBytes(database);
            if (server instanceof GivenServer given) {
                given.dataDirectory().ifPresentOrElse(directory -> need(directory, bytes, THE_DATABASE, "drill.database.host"),
                        () -> log.leaveOut("Whether the database server has room for the rows, before they were restored: its data are not on this machine."));
            } else {
                need(scratch.home(), PrivateServer.BASE_BYTES + bytes, THE_DATABASE, DIRECTORY);
            }
        }
        if (!log.source().equals(DrillOptions.LOCAL)) {
            needFetched(scratch.home(), DIRECTORY);
        }
        demand();
    }

    /** Of all tables; 0 where the manifest cannot be read. */
    static long textBytes(DatabasePart database) {
        return database == null ? 0 : database.tables().stream().mapToLong(DatabasePart.TablePart::bytes).sum();
    }

    /**
     * Adds what a directory, which need not be there yet, has to take.
     *
     * @param what    what takes it, such as {@code the files}
     * @param setting what names another place for it
     */
    private void need(Path directory, long bytes, String what, String setting) {
        try {
            Disk disk = disks.computeIfAbsent(Files.getFileStore(present(directory)), store -> new Disk(directory, new LinkedHashMap<>(), new LinkedHashSet<>()));
            disk.needs.merge(what, bytes, Room::sum);
            disk.settings.add(setting);
        } catch (IOException e) {
            throw unknown(directory, e);
        }
    }

    /** Adds the packs that are kept in a directory while they are read. */
    private void needFetched(Path directory, String setting) {
        try {
            need(directory, FetchedFiles.capacity(directory, MOST_FETCHED_BYTES), "what is fetched", setting);
        } catch (IOException e) {
            throw unknown(directory, e);
        }
    }

    private static RefusedException unknown(Path directory, IOException e) {
        return new RefusedException("the free space of " + directory + " is not known: " + FileError.words(e, directory), "Name another directory.", e);
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

    private void demand() {
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
            String needs = disk.needs.entrySet().stream().map(need -> need.getKey() + " about " + Sizes.words(need.getValue())).collect(Collectors.joining(", "));
            throw new RefusedException("it needs room for " + needs + ", and the disk of " + disk.place + " has " + Sizes.words(free) + " free",
                    "Free space there, or name another place in " + String.join(" or ", disk.settings) + ".");
        }
    }
}
