package cerb.backup.backend.local;

import cerb.backup.backend.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Ends this process, as kill -9 does, at one point of the way of one file: no hook runs, nothing is closed. For a process that was
 * started to be ended so.
 */
public final class KillSwitch implements Disk {
    /** What the process ends with. */
    public static final int EXIT_CODE = 137;

    /** Where on the way of a file to its name, or away from it. */
    public enum Point {
        /** Its temporary file is there, and empty. */
        OPENED,
        /** Half of it is written. */
        HALF,
        /** All of it is written. */
        WRITTEN,
        /** Its bytes are durable. */
        SYNCED,
        /** It has its name. */
        RENAMED,
        /** Its name is durable. */
        DURABLE,
        /** It is about to be removed. */
        REMOVING,
        /** It is removed. */
        REMOVED
    }

    /**
     * One moment.
     *
     * @param type of the file
     * @param point on its way
     * @param number of the file, of those of its type that come to the point, from 1
     */
    public record Stage(FileType type, Point point, int number) {
        /** Reads what {@link #toString} writes. */
        public static Stage parse(String text) {
            String[] words = text.split(" ");
            return new Stage(FileType.valueOf(words[0]), Point.valueOf(words[1]), Integer.parseInt(words[2]));
        }

        @Override
        public String toString() {
            return type + " " + point + " " + number;
        }
    }

    private final Stage stage;
    private int passed;
    private Path moved;

    /** Ends the process at a stage; at none if that is null. */
    public KillSwitch(Stage stage) {
        this.stage = stage;
    }

    /** Ends this process. */
    public static void kill() {
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private synchronized void at(Point point, Path file) {
        if (stage != null && point == stage.point && typeOf(file) == stage.type && ++passed == stage.number) {
            kill();
        }
    }

    private static FileType typeOf(Path file) {
        if (file.getFileName().toString().startsWith(FileType.CONFIG.directory())) {
            return FileType.CONFIG;
        }
        String parent = file.getParent().getFileName().toString();
        return Arrays.stream(FileType.values()).filter(type -> type.directory().equals(parent)).findFirst().orElse(FileType.DATA);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        FileChannel channel = Disk.super.create(file);
        at(Point.OPENED, file);
        return channel;
    }

    @Override
    public int write(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        if (stage != null && stage.point == Point.HALF && bytes.remaining() > 1) {
            channel.write(bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2));
            at(Point.HALF, file);
            channel.position(channel.position() - bytes.remaining() / 2);
        }
        return Disk.super.write(file, channel, bytes);
    }

    @Override
    public void force(Path path, FileChannel channel) throws IOException {
        boolean isName = moved != null && path.equals(moved.getParent());
        if (!isName) {
            at(Point.WRITTEN, path);
        }
        Disk.super.force(path, channel);
        at(isName ? Point.DURABLE : Point.SYNCED, isName ? moved : path);
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        Disk.super.move(from, to);
        moved = to;
        at(Point.RENAMED, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        at(Point.REMOVING, file);
        Disk.super.delete(file);
        at(Point.REMOVED, file);
    }
}
