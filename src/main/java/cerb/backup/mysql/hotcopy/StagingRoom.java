package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Mebibytes;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is room for the copies, and beside them for what is stored of them. */
final class StagingRoom {
    private static final long ROOM_LEFT = 64L << 20;

    private StagingRoom() {
    }

    /** Refuses to copy so many bytes where they would not fit, or would leave less than has to stay free. The directories need not be there yet. */
    static void demand(HotCopyOptions options, long bytes) {
        Path place = existing(options.staging());
        try {
            FileStore disk = Files.getFileStore(place);
            long free = disk.getUsableSpace();
            String takes = "copying the files takes " + Mebibytes.of(bytes) + " beside the repository for a while, and " + options.staging() + " has " + Mebibytes.of(free) + " free";
            if (free < bytes + ROOM_LEFT) {
                throw new DatabaseException(takes, "Name a directory with more room in hotcopy.directory, or set dump.method=sql.");
            }
            FreeFloor floor = options.floor();
            if (floor != null && isSame(place, existing(floor.repository()))) {
                long keeps = floor.floor().applyAsLong(disk.getTotalSpace());
                if (free - bytes - floor.stored(bytes) < keeps) {
                    throw new DatabaseException(takes + ", on the disk of the repository: there repository.minimum-free keeps " + Mebibytes.of(keeps) + ", and about " + Mebibytes.of(floor.stored(bytes))
                        + " would be stored of the copy", "Name a directory on another disk in hotcopy.directory, free space, lower repository.minimum-free, or set dump.method=sql.");
                }
            }
        } catch (IOException e) {
            throw Staging.failed(options.staging(), e);
        }
    }

    private static Path existing(Path directory) {
        Path place = directory.toAbsolutePath();
        while (!Files.exists(place)) {
            place = place.getParent();
        }
        return place;
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"));
    }
}
