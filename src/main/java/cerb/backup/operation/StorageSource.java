package cerb.backup.operation;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The directory tree that is backed up.
 *
 * @param directory  its root; may itself be a symbolic link
 * @param cerb       whether it is a Cerb storage, whose required files, exclusions and object namespaces are known; else a plain directory
 * @param exclusions globs below the root that are left out, besides those that {@code cerb} brings along
 * @param allowEmpty whether a directory that is suddenly empty, or has lost most of its files, is believed
 * @param extra      files and directories elsewhere that recovery points hold, too
 * @param knownLost  the file that lists rows whose objects are lost for good, or null
 */
public record StorageSource(Path directory, boolean cerb, List<String> exclusions, boolean allowEmpty, List<Path> extra, Path knownLost) {
    public StorageSource {
        Objects.requireNonNull(directory, "directory");
        exclusions = List.copyOf(exclusions);
        extra = List.copyOf(extra);
    }

    /** Without anything elsewhere. */
    public StorageSource(Path directory, boolean cerb, List<String> exclusions, boolean allowEmpty) {
        this(directory, cerb, exclusions, allowEmpty, List.of(), null);
    }
}
