package cerb.backup.mysql.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything a schema is made of, but for its rows.
 *
 * @param tables       base tables by name
 * @param sequences    sequences by name
 * @param views        views by name
 * @param programs     triggers in the order in which they fire, routines, events
 * @param fingerprints by object, such as {@code table ticket}: text that differs after any DDL on it
 */
public record SchemaDefinition(List<Table> tables, List<Sequence> sequences, List<View> views, List<StoredObject> programs, Map<String,
        String> fingerprints) {
    /** Copies the collections. */
    public SchemaDefinition {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        views = List.copyOf(views);
        programs = List.copyOf(programs);
        fingerprints = Map.copyOf(fingerprints);
    }

    /** Names an object that was made, changed or removed between this reading and a later one. */
    public Optional<String> changedUntil(SchemaDefinition later) {
        Map<String, String> all = new TreeMap<>(fingerprints);
        later.fingerprints.forEach((object, text) -> all.merge(object, text, (a, b) -> a.equals(b) ? a : ""));
        return all.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(fingerprints.get(entry.getKey())) || !entry.getValue()
                    .equals(later.fingerprints.get(entry.getKey())))
            .map(Map.Entry::getKey).findFirst();
    }
}
