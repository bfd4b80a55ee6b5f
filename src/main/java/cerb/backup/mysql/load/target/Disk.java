package cerb.backup.mysql.load.target;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Mebibytes;
import cerb.backup.mysql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** The server's data directory; empty where it is not on this machine, or not known to be. */
    Optional<Path> directory() {
        List<String> row = session.rows("SELECT @@datadir, @@hostname").get(0);
        Path directory = Path.of(row.get(0));
        try {
            // A port of this machine may lead into a container, whose directory of the same name is another.
            return address.isLocal() && Files.isDirectory(directory) && Files.readString(HOSTNAME).strip().equals(row.get(1)) ? Optional.of(directory) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("whether {} is on this machine is not known: {}", directory, e.toString());
            return Optional.empty();
        }
    }

    /** Refuses what it has no room for; {@code freed} is what will be dropped before. */
    void demandRoom(long bytes, long freed) {
        directory().ifPresent(directory -> demandRoom(directory, bytes, freed));
    }

    private void demandRoom(Path directory, long bytes, long freed) {
        long free;
        try {
            free = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            LOG.warn("how much is free at {} is not known, and not looked at: {}", directory, e.toString());
            return;
        }
        if (bytes > free && bytes - free > freed) {
            throw new DatabaseException("loading into " + address + " refused: it takes " + Mebibytes.of(bytes) + " at least, and the disk of the server's data directory, "
                    + directory + ", has " + Mebibytes.of(free) + " free", "Free space there, restore single tables with --table, or restore to another server. Nothing has been changed in the database.");
        }
    }
}
