package cerb.backup.operation.compose;

import cerb.backup.format.tree.Node;
import java.util.Map;

/**
 * What stands in a snapshot beside database and storage; a checkpoint takes it over from the snapshot before.
 *
 * @param catalog   the node of {@code /catalog}, or null
 * @param extra     the node of {@code /extra}, or null
 * @param inventory the node of {@code /inventory}, or null
 */
public record Companions(Node catalog, Node extra, Node inventory) {
    /** The name of {@link #catalog}. */
    public static final String CATALOG = "catalog";
    /** The name of {@link #extra}. */
    public static final String EXTRA = "extra";
    /** The name of {@link #inventory}. */
    public static final String INVENTORY = "inventory";
    /** Nothing. */
    public static final Companions NONE = new Companions(null, null, null);

    /** Those among the nodes of a root directory. */
    static Companions of(Map<String, Node> nodes) {
        return new Companions(nodes.get(CATALOG), nodes.get(EXTRA), nodes.get(INVENTORY));
    }
}
