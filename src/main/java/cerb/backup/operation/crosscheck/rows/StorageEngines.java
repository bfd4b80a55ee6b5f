package cerb.backup.operation.crosscheck.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engines, with their profiles, that rows name: a handful, so that a row keeps the number of its own. Thread-safe. */
final class StorageEngines {
    record StorageEngine(String extension, long profile) { }

    private final List<StorageEngine> engines = new ArrayList<>();
    private final Map<StorageEngine, Character> numbers = new HashMap<>();

    synchronized char number(String extension, long profile) {
        return numbers.computeIfAbsent(new StorageEngine(extension, profile), engine -> {
            if (engines.size() > Character.MAX_VALUE) {
                throw new IllegalStateException("rows name more than " + Character.MAX_VALUE + " storage engines and profiles");
            }
            engines.add(engine);
            return (char) (engines.size() - 1);
        });
    }

    synchronized StorageEngine of(char number) {
        return engines.get(number);
    }
}
