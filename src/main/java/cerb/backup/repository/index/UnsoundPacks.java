package cerb.backup.repository.index;

import cerb.backup.format.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs found damaged by reading them, by name, noted in a local file: what only a long check finds must not be forgotten with the process,
 * or a prune would choose the damaged one of two copies. Not safe for use by several threads.
 */
final class UnsoundPacks {
    /** The file's name, beside the notes of locks. */
    static final String NAME = "unsound-packs";

    private static final Logger LOG = LoggerFactory.getLogger(UnsoundPacks.class);

    private final Path directory;
    private final Set<Id> packs;

    /** Reads what was noted in a directory, which need not exist; null for no notes. */
    UnsoundPacks(Path directory) {
        this.directory = directory;
        this.packs = read(directory);
    }

    private static Set<Id> read(Path directory) {
        Set<Id> packs = new HashSet<>();
        try {
            List<String> lines = directory == null ? List.of() : Files.readAllLines(directory.resolve(NAME));
            lines.stream().filter(Id::isId).map(Id::parse).forEach(packs::add);
        } catch (NoSuchFileException e) {
            return packs;
        } catch (IOException e) {
            LOG.warn("cannot read which packs were found damaged, so they count until they are found again: {}", e.toString());
        }
        return packs;
    }

    Set<Id> all() {
        return packs;
    }

    boolean add(Id pack) {
        return packs.add(pack) && write();
    }

    boolean remove(Id pack) {
        return packs.remove(pack) && write();
    }

    /** Forgets those that no index names any longer. */
    void retain(BlobIndex index) {
        if (packs.removeIf(pack -> !index.containsPack(pack))) {
            write();
        }
    }

    private boolean write() {
        if (directory != null) {
            try {
                Files.createDirectories(directory);
                Path fresh = Files.write(directory.resolve(NAME + ".new"), packs.stream().map(Id::toString).sorted().toList());
                Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                LOG.warn("cannot note which packs were found damaged in {}, so that is forgotten with this process: {}", directory, e.toString());
            }
        }
        return true;
    }
}
