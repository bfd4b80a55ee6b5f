package cerb.backup.component.sink;

import cerb.backup.backend.TransientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One line of a store's answer to a list: size in bytes, a blank, and the path. What stands before the path that was asked for, such as a bucket's prefix, is cut off.
 *
 * @param path  path below the repository
 * @param bytes size of the file
 */
record ListedFile(String path, long bytes) {
    /**
     * Reads an answer.
     *
     * @param body   a collection of lines, one text, or null for none
     * @param prefix what was asked for; every line must have it
     */
    static List<ListedFile> read(Object body, String prefix) {
        List<ListedFile> files = new ArrayList<>();
        if (body instanceof Collection<?> lines) {
            lines.forEach(line -> files.add(parse(line.toString(), prefix)));
        } else if (body != null) {
            body.toString().lines().filter(line -> !line.isBlank()).forEach(line -> files.add(parse(line, prefix)));
        }
        return files;
    }

    private static ListedFile parse(String line, String prefix) {
        int blank = line.indexOf(' ');
        // The last occurrence: a bucket's own prefix may hold the same word.
        int start = line.lastIndexOf(prefix);
        if (blank < 1 || start <= blank || !line.substring(0, blank).matches("[0-9]{1,18}")) {
            throw new TransientException("a store answered a list of " + prefix + " with a line that is not \"<bytes> <path>\": " + line);
        }
        return new ListedFile(line.substring(start), Long.parseLong(line.substring(0, blank)));
    }
}
