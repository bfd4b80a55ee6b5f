package cerb.backup.mysql.load.text;

import cerb.backup.mysql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a dump by what they are for.
 *
 * @param definitions {@code schema.sql}
 * @param rows        tables with their files
 * @param programs    {@code post.sql}
 */
public record Files(List<String> definitions, Map<String, List<String>> rows, List<String> programs) {
    /** With the rows of the tables that are wanted. */
    public static Files of(List<String> paths, Predicate<String> wanted) {
        List<String> definitions = new ArrayList<>();
        Map<String, List<String>> rows = new TreeMap<>();
        List<String> programs = new ArrayList<>();
        for (String path : paths) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            Optional<String> table = tableOf(path);
            if (table.isPresent()) {
                table.filter(wanted).ifPresent(of -> rows.computeIfAbsent(of, key -> new ArrayList<>()).add(path));
            } else if (name.equals("schema.sql")) {
                definitions.add(path);
            } else if (name.equals("post.sql")) {
                programs.add(path);
            }
        }
        rows.values().forEach(files -> files.sort(null));
        return new Files(definitions, rows, programs);
    }

    /** The table whose rows a file holds; empty where it holds none. */
    public static Optional<String> tableOf(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return isRows(path) ? Optional.of(Identifier.parseFileName(name.substring(0, name.indexOf('.')))) : Optional.empty();
    }

    /** The paths of all. */
    public List<String> all() {
        return Stream.of(definitions, rows.values().stream().flatMap(List::stream).toList(), programs).flatMap(List::stream).toList();
    }

    private static boolean isRows(String path) {
        int slash = path.lastIndexOf('/');
        return path.endsWith(".sql") && (path.startsWith("data/") || slash > 0 && path.substring(0, slash).endsWith("/data"));
    }
}
