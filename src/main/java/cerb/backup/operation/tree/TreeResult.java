package cerb.backup.operation.tree;

import cerb.backup.format.tree.Node;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.storage.RelativePath;
import java.util.Set;

/**
 * What came of a tree update.
 *
 * @param root    the node of the root directory, named as the source says
 * @param device  the file system the root is on
 * @param counts  what was met
 * @param carried what has vanished and is kept
 * @param unread  what could not be read, and must be tried again whatever the next batch says
 * @param metLoss whether a tree of the base could not be read: the counts then have no base to differ from
 */
public record TreeResult(Node root, long device, TreeCounts counts, CarriedFiles carried, Set<RelativePath> unread, boolean metLoss) {
    public TreeResult {
        unread = Set.copyOf(unread);
    }
}
