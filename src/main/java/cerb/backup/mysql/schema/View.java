package cerb.backup.mysql.schema;

import java.util.List;

/**
 * A view.
 *
 * @param definition its CREATE statement and the session it was made in
 * @param columns    its columns' names; empty if the view is missing from the dump
 * @param problem    why it is missing, such as that something it refers to is gone; null if it is not
 */
public record View(StoredObject definition, List<String> columns, String problem) {
    /** Copies the list. */
    public View {
        columns = List.copyOf(columns);
    }

    /** True if it can be made again. */
    public boolean isValid() {
        return problem == null;
    }
}
