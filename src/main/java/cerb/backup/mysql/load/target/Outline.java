package cerb.backup.mysql.load.target;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a restore is about to make.
 *
 * @param identity tells the dump, and which tables of it, from every other
 * @param objects  all that its definitions make, such as {@code table `ticket`}
 * @param rows     tables with their files
 * @param bytes    that the tables take at least
 */
public record Outline(String identity, Set<String> objects, Map<String, List<String>> rows, long bytes) {
    /** Copies the collections. */
    public Outline {
        objects = Set.copyOf(objects);
        rows = Map.copyOf(rows);
    }
}
