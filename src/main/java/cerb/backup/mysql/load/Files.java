package cerb.backup.mysql.load;

import cerb.backup.mysql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a dump by what they are for.
 *
 * @param definitions {@code schema.sql}
 * @param rows        tables with their files
 * @param programs    {@code post.sql}
 */
record Files(List<String> definitions, Map<String, List<String>> rows, List<String> programs) {
    /** {@code tables} limits the rows; if it names any, nothing comes after them. */
    static Files of(List<String> paths, Set<String> tables) {
        List<String> definitions = new ArrayList<>();
        Map<String, List<String>> rows = new TreeMap<>();
        List<String> programs = new ArrayList<>();
        for (String path : paths) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (isRows(path)) {
                String table = Identifier.parseFileName(name.substring(0, name.indexOf('.')));
                if (tables.isEmpty() || tables.contains(table)) {
                    rows.computeIfAbsent(table, key -> new ArrayList<>()).add(path);
                }
            } else if (name.equals("schema.sql")) {
                definitions.add(path);
            } else if (name.equals("post.sql") && tables.isEmpty()) {
                programs.add(path);
            }
        }
        rows.values().forEach(files -> files.sort(null));
        return new Files(definitions, rows, programs);
    }

    private static boolean isRows(String path) {
        int slash = path.lastIndexOf('/');
        return path.endsWith(".sql") && (path.startsWith("data/") || slash > 0 && path.substring(0, slash).endsWith("/data"));
    }
}
