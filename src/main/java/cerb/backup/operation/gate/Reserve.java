package cerb.backup.operation.gate;

import cerb.backup.backend.local.FileError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Space on the repository's disk that is taken while there is room and given back when the disk is full, whoever filled it: what frees
 * space must first write a lock, an index and the record of what it removes. restic ignores the file. Thread-safe.
 */
public final class Reserve {
    /** The file's name, in the repository's directory. */
    public static final String NAME = "cerb-backup.reserve";

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    /** An index of 50,000 blobs, which is a full one, takes about 3 MB. */
    private static final int BYTES = 4 << 20;

    private final Path file;
    private final SpaceFloor floor;

    /** The reserve of the repository in a directory; it is taken when asked for. */
    public Reserve(Path repositoryDirectory, SpaceFloor floor) {
        this.file = repositoryDirectory.resolve(NAME);
        this.floor = floor;
    }

    /** Takes the space, unless it is taken, or would leave less than the floor. What keeps it from being taken is logged. */
    public synchronized void fill() {
        if (Files.exists(file) || !floor.hasRoom(BYTES)) {
            return;
        }
        // a file system that compresses must not make nothing of it
        byte[] noise = new byte[BYTES];
        new Random().nextBytes(noise);
        try {
            Files.write(file, noise, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            LOG.warn("cannot keep {} bytes for a full disk in {}: {}", BYTES, file, FileError.words(e, file));
            release();
        }
    }

    /** Gives the space back, and tells whether there was any to give. */
    public synchronized boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot give back the space that {} keeps: {}", file, FileError.words(e, file));
            return false;
        }
    }
}
