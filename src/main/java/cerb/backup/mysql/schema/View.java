package cerb.backup.mysql.schema;

import java.util.List;

/**
 * A view.
 *
 * @param definition its CREATE statement and the session it was made in
 * @param columns    its columns' names; empty if the view is missing from the dump
 * @param problem    why it is missing, such as that something it refers to is gone; null if it is not
 * @param dead       whether nobody can use it on its own server either, since something it refers to is gone: the dump then lacks nothing that is there
 */
public record View(StoredObject definition, List<String> columns, String problem, boolean dead) {
    /** Copies the list. */
    public View {
        columns = List.copyOf(columns);
    }

    /** Whether the problem names another view. */
    public boolean saysOf(View other) {
        return !other.equals(this) && problem.contains("." + other.definition.name() + "'");
    }

    /** The problem as a sentence. */
    public String told() {
        return "view " + definition.name() + " " + problem;
    }

    /** True if it can be made again. */
    public boolean isValid() {
        return problem == null;
    }
}
