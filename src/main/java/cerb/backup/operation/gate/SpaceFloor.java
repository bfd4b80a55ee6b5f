package cerb.backup.operation.gate;

import cerb.backup.configuration.FreeSpace;
import cerb.backup.configuration.value.Sizes;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The free space below which nothing new is stored ({@code repository.minimum-free}): the backup never fills the disk. Thread-safe.
 *
 * <p>Space that a file was refused for stays short until there is room for that file, though smaller ones are stored meanwhile: else it would be short and not by turns, as each of
 * them comes.
 */
public final class SpaceFloor {
    private static final String REMEDY = "Free space there, give the repository a larger disk, or lower repository.minimum-free.";

    /** Hears when the space has fallen below the floor, or has come back. */
    @FunctionalInterface
    public interface Listener {
        /** Sizes in bytes. */
        void changed(boolean below, long freeBytes, long floorBytes);
    }

    /** Finds the disk of a directory. */
    @FunctionalInterface
    interface Disks {
        FileStore of(Path directory) throws IOException;
    }

    private final Path directory;
    private final FreeSpace minimum;
    private final Listener listener;
    private final Disks disks;
    private boolean below;
    /** Bytes of the largest file that was refused and still has no room. */
    private long refused;

    /** The floor of the disk that holds an existing directory. */
    public SpaceFloor(Path directory, FreeSpace minimum, Listener listener) {
        this(directory, minimum, listener, Files::getFileStore);
    }

    SpaceFloor(Path directory, FreeSpace minimum, Listener listener, Disks disks) {
        this.directory = directory;
        this.minimum = minimum;
        this.listener = listener;
        this.disks = disks;
    }

    /** Throws {@link NoRoomException} if the space is below the floor. */
    public void demand() {
        room(0).ifPresent(reason -> {
            throw new NoRoomException(reason);
        });
    }

    /** Why the space is short now, with the remedy; empty if it is not below the floor, and has room for what was refused. Asks the disk anew. */
    public synchronized Optional<String> shortage() {
        return room(refused);
    }

    /** Empty if so many bytes more leave the floor untouched, else the reason why not, with its remedy. */
    synchronized Optional<String> room(long bytes) {
        try {
            FileStore disk = disks.of(directory);
            long floor = minimum.of(disk.getTotalSpace());
            long free = disk.getUsableSpace();
            boolean fits = free - bytes >= floor;
            refused = fits ? refused : Math.max(refused, bytes);
            tell(free - refused < floor, free, floor);
            return fits ? Optional.empty() : Optional.of(reason(bytes, free, floor));
        } catch (IOException e) {
            throw cannotAsk(e);
        }
    }

    private void tell(boolean nowBelow, long free, long floor) {
        refused = nowBelow ? refused : 0;
        if (nowBelow != below) {
            below = nowBelow;
            listener.changed(below, free, floor);
        }
    }

    /** Whether so many bytes more leave the floor untouched; tells nobody. */
    boolean hasRoom(long bytes) {
        try {
            FileStore disk = disks.of(directory);
            return disk.getUsableSpace() - bytes >= minimum.of(disk.getTotalSpace());
        } catch (IOException e) {
            throw cannotAsk(e);
        }
    }

    /** Why a file of so many bytes was not stored when so many were free, with the remedy. */
    String reason(long bytes, long free) {
        try {
            return reason(bytes, free, minimum.of(disks.of(directory).getTotalSpace()));
        } catch (IOException e) {
            throw cannotAsk(e);
        }
    }

    private UncheckedIOException cannotAsk(IOException e) {
        return new UncheckedIOException("cannot ask for the free space of " + directory, e);
    }

    private String reason(long bytes, long free, long floor) {
        String next = bytes == 0 ? "" : ", the next file takes " + Sizes.words(bytes);
        return "nothing new is stored in " + directory + ", because its disk has " + Sizes.words(free) + " free" + next + " and repository.minimum-free="
                + minimum + " keeps " + Sizes.words(floor) + ". " + REMEDY;
    }

    /** The disk has less free space than must stay. */
    public static final class NoRoomException extends OperationException {
        private static final long serialVersionUID = 1L;

        NoRoomException(String reason) {
            super(reason.substring(0, reason.length() - REMEDY.length() - 2), REMEDY);
        }
    }
}
