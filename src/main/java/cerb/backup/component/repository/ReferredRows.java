package cerb.backup.component.repository;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/** Hands the rows that a route has found to the cross-check that asks for them, one by one, while the route's query runs. For one exchange. */
final class ReferredRows {
    private final Consumer<Map<String, Object>> consumer;
    private boolean isReferred;

    ReferredRows(Consumer<Map<String, Object>> consumer) {
        this.consumer = consumer;
    }

    /** Takes rows to the end. Throws IllegalArgumentException where one is no map of columns. */
    void take(Iterator<?> rows) {
        isReferred = true;
        while (rows.hasNext()) {
            consumer.accept(columns(rows.next()));
        }
    }

    /** A driver's map has the names of columns as keys, whatever their case. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> columns(Object row) {
        if (!(row instanceof Map<?, ?> columns)) {
            throw new IllegalArgumentException("a row is wanted as a map of its columns, not as a " + (row == null ? null : row.getClass().getName()));
        }
        return (Map<String, Object>) columns;
    }

    /** Whether a step has handed on what was found, were it nothing. */
    boolean isReferred() {
        return isReferred;
    }
}
