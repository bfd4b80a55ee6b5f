package cerb.backup.mysql.load.target;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disk of a server's data directory, where it is on this machine: what is known of another's is nothing. */
final class Disk {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    /** Of the machine, and of a container its own (Linux, proc(5)). */
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    private final Session session;
    private final DatabaseAddress address;

    Disk(Session session, DatabaseAddress address) {
        this.session = session;
        this.address = address;
    }

    /** Refuses what it has no room for; {@code freed} is what will be dropped before. */
    void demandRoom(long bytes, long freed) {
        List<String> row = session.rows("SELECT @@datadir, @@hostname").get(0);
        Path directory = Path.of(row.get(0));
        if (!address.isLocal() || !Files.isDirectory(directory)) {
            return;
        }
        long free;
        try {
            // A port of this machine may lead into a container, whose directory of the same name is another.
            free = Files.readString(HOSTNAME).strip().equals(row.get(1)) ? Files.getFileStore(directory).getUsableSpace() : Long.MAX_VALUE;
        } catch (IOException e) {
            LOG.warn("how much is free at {} is not known, and not looked at: {}", directory, e.toString());
            return;
        }
        if (bytes > free && bytes - free > freed) {
            throw new DatabaseException("loading into " + address + " refused: it takes " + mebibytes(bytes) + " at least, and the disk of the server's data directory, "
                    + directory + ", has " + mebibytes(free) + " free", "Free space there, restore single tables with --table, or restore to another server. Nothing has been changed in the database.");
        }
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
