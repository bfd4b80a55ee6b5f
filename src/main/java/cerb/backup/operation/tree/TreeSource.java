package cerb.backup.operation.tree;

import cerb.backup.storage.Exclusions;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A directory tree to be kept.
 *
 * @param name       the name of its root's node, whatever the directory itself is called
 * @param root       its root, no link
 * @param exclusions what is left out
 * @param objects    which files belong to rows of the database, and are carried after they have vanished
 * @param hashes     hears the SHA-1 of files that are read
 */
public record TreeSource(String name, Path root, Exclusions exclusions, Predicate<RelativePath> objects, HashListener hashes) {
    public TreeSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(exclusions, "exclusions");
        Objects.requireNonNull(objects, "objects");
        Objects.requireNonNull(hashes, "hashes");
    }

    /** A tree whose root may be a link, which is followed once, here. Throws IOException where it leads nowhere. */
    public static TreeSource at(String name, Path root, Exclusions exclusions, Predicate<RelativePath> objects, HashListener hashes) throws IOException {
        return new TreeSource(name, root.toRealPath(), exclusions, objects, hashes);
    }
}
