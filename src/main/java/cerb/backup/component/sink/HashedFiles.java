package cerb.backup.component.sink;

import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A store's answer to a hash: a line a file, its SHA-256 in hexadecimal, a blank, and its path. */
final class HashedFiles {
    private HashedFiles() {}

    /**
     * Reads an answer.
     *
     * @param body  a collection of lines, one text, or null for none
     * @param asked the files asked for; no other may be in it
     */
    static Map<Handle, String> read(Object body, Collection<Handle> asked) {
        Stream<String> lines = body instanceof Collection<?> several ? several.stream().map(Object::toString) : body == null ? Stream.of() : body.toString().lines();
        Map<Handle, String> hashes = new HashMap<>();
        lines.forEach(line -> {
            Optional<Handle> file = line.matches("[0-9a-f]{64} .*") ? Handle.parse(line.substring(65)) : Optional.empty();
            if (file.isEmpty() || !asked.contains(file.get())) {
                throw new TransientException("a store answered a hash with a line that is not \"<SHA-256> <path>\" of a file that was asked for: " + line);
            }
            hashes.put(file.get(), line.substring(0, 64));
        });
        return hashes;
    }
}
