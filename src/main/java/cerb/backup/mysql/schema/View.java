package cerb.backup.mysql.schema;

import java.util.List;

/**
 * A view.
 *
 * @param definition its CREATE statement and the session it was made in
 * @param columns    its columns' names; empty if the view is invalid because something it refers to is gone
 */
public record View(StoredObject definition, List<String> columns) {
    /** Copies the list. */
    public View {
        columns = List.copyOf(columns);
    }

    /** True if it can be made again. */
    public boolean isValid() {
        return !columns.isEmpty();
    }
}
