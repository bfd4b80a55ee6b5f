package cerb.backup.storage.watch;

import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.util.Set;

/**
 * A directory that must be listed again.
 *
 * @param path  where it is; it may no longer exist
 * @param all   whether every entry's attributes must be read again, because it is not known which changed
 * @param names else the entries that changed, appeared or vanished; entries the reader does not know are read anyway
 */
public record DirtyDirectory(RelativePath path, boolean all, Set<FileName> names) {
    /** Copies the names. */
    public DirtyDirectory {
        names = Set.copyOf(names);
    }

    /** Whether an entry that the reader knows must be read again. */
    public boolean covers(FileName name) {
        return all || names.contains(name);
    }
}
