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
 */
public final class SpaceFloor {
    private static final String REMEDY = "Free space there, give the repository a larger disk, or lower repository.minimum-free.";

    /** Hears when the space has fallen below the floor, or has come back. */
    @FunctionalInterface
    public interface Listener {
        /** Sizes in bytes. */
        void changed(boolean below, long freeBytes, long floorBytes);
    }

    private final Path directory;
    private final FreeSpace minimum;
    private final Listener listener;
    private boolean below;

    /** The floor of the disk that holds an existing directory. */
    public SpaceFloor(Path directory, FreeSpace minimum, Listener listener) {
        this.directory = directory;
        this.minimum = minimum;
        this.listener = listener;
    }

    /** Throws {@link NoRoomException} if the space is below the floor. */
    public void demand() {
        shortage().ifPresent(reason -> {
            throw new NoRoomException(reason);
        });
    }

    /** Why nothing new is stored now, with the remedy; empty if the space is not below the floor. */
    public Optional<String> shortage() {
        return room(0);
    }

    /** Empty if so many bytes more leave the floor untouched, else the reason why not, with its remedy. */
    synchronized Optional<String> room(long bytes) {
        try {
            FileStore disk = Files.getFileStore(directory);
            long floor = minimum.of(disk.getTotalSpace());
            long free = disk.getUsableSpace();
            boolean nowBelow = free - bytes < floor;
            if (nowBelow != below) {
                below = nowBelow;
                listener.changed(below, free, floor);
            }
            return nowBelow ? Optional.of(reason(bytes, free, floor)) : Optional.empty();
        } catch (IOException e) {
            throw cannotAsk(e);
        }
    }

    /** Whether so many bytes more leave the floor untouched; tells nobody. */
    boolean hasRoom(long bytes) {
        try {
            FileStore disk = Files.getFileStore(directory);
            return disk.getUsableSpace() - bytes >= minimum.of(disk.getTotalSpace());
        } catch (IOException e) {
            throw cannotAsk(e);
        }
    }

    /** Why a file of so many bytes was not stored when so many were free, with the remedy. */
    String reason(long bytes, long free) {
        try {
            return reason(bytes, free, minimum.of(Files.getFileStore(directory).getTotalSpace()));
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
