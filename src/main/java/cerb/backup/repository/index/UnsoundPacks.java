package cerb.backup.repository.index;

import cerb.backup.format.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs found damaged by reading them, by name, noted in a local file: what only a long check finds must not be forgotten with the process,
 * or a prune would choose the damaged one of two copies. Behind the name of one that was not there stands {@code absent}. Not safe for use by several threads.
 *
 * <p>Processes that only read note what they find as well: each change is made to what the file says by then.
 */
final class UnsoundPacks {
    /** The file's name, beside the notes of locks. */
    static final String NAME = "unsound-packs";

    private static final Logger LOG = LoggerFactory.getLogger(UnsoundPacks.class);

    private static final String ABSENT = " absent";

    private final Path directory;
    private final Set<Id> packs = new HashSet<>();
    private final Set<Id> absent = new HashSet<>();
    /** Whether the file had all of it when it was read or written last. */
    private boolean noted;

    /** Reads what was noted in a directory, which need not exist; null for no notes. */
    UnsoundPacks(Path directory) {
        this.directory = directory;
        read();
        noted = directory != null;
    }

    private void read() {
        try {
            List<String> lines = directory == null ? List.of() : Files.readAllLines(directory.resolve(NAME));
            packs.clear();
            absent.clear();
            lines.forEach(this::read);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            LOG.warn("cannot read which packs were found damaged, so they count until they are found again: {}", e.toString());
        }
    }

    /** Takes over what other processes have noted. */
    private void readAgain() {
        if (noted) {
            read();
        }
    }

    private void read(String line) {
        String name = line.endsWith(ABSENT) ? line.substring(0, line.length() - ABSENT.length()) : line;
        if (Id.isId(name)) {
            packs.add(Id.parse(name));
        }
        if (Id.isId(name) && !name.equals(line)) {
            absent.add(Id.parse(name));
        }
    }

    Set<Id> all() {
        return packs;
    }

    /** Those that were not there. */
    Set<Id> absent() {
        return Set.copyOf(absent);
    }

    /** Those that were there, and not sound. */
    Set<Id> damaged() {
        return packs.stream().filter(pack -> !absent.contains(pack)).collect(Collectors.toUnmodifiableSet());
    }

    boolean add(Id pack) {
        readAgain();
        boolean wasAbsent = absent.remove(pack);
        return packs.add(pack) | wasAbsent && write();
    }

    /** Adds those that were not there; of a damaged one more is known. */
    boolean addAbsent(Collection<Id> some) {
        readAgain();
        List<Id> more = some.stream().filter(packs::add).toList();
        return absent.addAll(more) && write();
    }

    boolean remove(Id pack) {
        readAgain();
        absent.remove(pack);
        return packs.remove(pack) && write();
    }

    /** Removes those of some that were not there. */
    boolean removeAbsent(Collection<Id> some) {
        readAgain();
        List<Id> back = some.stream().filter(absent::remove).toList();
        return packs.removeAll(back) && write();
    }

    /** Forgets those that no index names any longer. */
    void retain(BlobIndex index) {
        List<Id> gone = packs.stream().filter(pack -> !index.containsPack(pack)).toList();
        if (!gone.isEmpty()) {
            readAgain();
            gone.forEach(packs::remove);
            gone.forEach(absent::remove);
            write();
        }
    }

    private boolean write() {
        if (directory != null) {
            try {
                Files.createDirectories(directory);
                Path fresh = Files.write(directory.resolve(NAME + ".new"), packs.stream().map(pack -> pack + (absent.contains(pack) ? ABSENT : "")).sorted().toList());
                Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
                noted = true;
            } catch (IOException e) {
                noted = false;
                LOG.warn("cannot note which packs were found damaged in {}, so that is forgotten with this process: {}", directory, e.toString());
            }
        }
        return true;
    }
}
