package cerb.backup.operation.crosscheck.rows;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The columns of a row as a database's driver has them.
 *
 * @param values by name; NULL is null
 */
record Columns(Map<String, Object> values) {
    /** Empty for NULL, and for a column that is not there. Bytes are taken for UTF-8. */
    String text(String name) {
        Object value = values.get(name);
        return value == null ? "" : value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
    }

    /** As bytes: text in UTF-8. */
    byte[] bytes(String name) {
        return values.get(name) instanceof byte[] bytes ? bytes : text(name).getBytes(StandardCharsets.UTF_8);
    }

    /** What is no number counts as {@code otherwise}. */
    long number(String name, long otherwise) {
        return values.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    /** Refuses a row without a column of this name: a query's author has to give one. */
    Columns demand(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("the query has no column " + name + ", only " + values.keySet() + ". Name one: SELECT ... AS " + name);
        }
        return this;
    }
}
