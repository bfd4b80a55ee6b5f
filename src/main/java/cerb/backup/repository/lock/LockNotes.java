package cerb.backup.repository.lock;

import cerb.backup.format.Id;
import cerb.backup.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local notes of the locks that processes of this machine hold: one file a lock, named like it, with the process's number and start
 * time. After a kill the note stays and its process does not. Without a directory nothing is noted.
 */
final class LockNotes {
    /** What a note says of the process that wrote it; without a note that is unknown. */
    private enum Holder { ALIVE, DEAD, UNKNOWN }

    private static final Logger LOG = LoggerFactory.getLogger(LockNotes.class);

    private final Path directory;

    /** Keeps notes in a directory, which is made when first needed; null for none. */
    LockNotes(Path directory) {
        this.directory = directory;
    }

    /** Notes a lock. Where that fails, as on a full disk, only a lock without a note is left after a kill, known by its age. */
    void add(Id lock) {
        if (directory != null) {
            try {
                Files.createDirectories(directory);
                Files.writeString(file(lock), describe(ProcessHandle.current()));
            } catch (IOException e) {
                LOG.warn("cannot note lock {} in {}, so it would stand in the way for some minutes after a kill: {}", lock.shortName(), directory, e.toString());
                // half a note would be taken for one of a process that is no more
                remove(lock);
            }
        }
    }

    void remove(Id lock) {
        if (directory != null) {
            try {
                Files.deleteIfExists(file(lock));
            } catch (IOException e) {
                throw failure("remove the note of", lock, e);
            }
        }
    }

    /** Tells whether the lock was noted by a process that is no more. */
    boolean isOfDeadProcess(Id lock) {
        return directory != null && holder(lock) == Holder.DEAD;
    }

    /** Tells whether the lock was noted by a process that still runs. */
    boolean isOfLivingProcess(Id lock) {
        return directory != null && holder(lock) == Holder.ALIVE;
    }

    private Holder holder(Id lock) {
        try {
            String note = Files.readString(file(lock));
            long pid = Long.parseLong(note.substring(0, note.indexOf(' ')));
            return ProcessHandle.of(pid).filter(process -> describe(process).equals(note)).isPresent() ? Holder.ALIVE : Holder.DEAD;
        } catch (NoSuchFileException e) {
            return Holder.UNKNOWN;
        } catch (IOException e) {
            throw failure("read the note of", lock, e);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Holder.DEAD; // cut short by a power cut: a note is whole before its lock is written, so its process is gone
        }
    }

    private RepositoryException failure(String what, Id lock, IOException e) {
        return new RepositoryException("cannot " + what + " lock " + lock.shortName() + " in " + directory + ": " + e
                + ". Let the user that runs this program own the directory.", e);
    }

    private static String describe(ProcessHandle process) {
        Optional<Instant> start = process.info().startInstant();
        return process.pid() + " " + start.map(Instant::toString).orElse("unknown");
    }

    private Path file(Id lock) {
        return directory.resolve(lock.toString());
    }
}
