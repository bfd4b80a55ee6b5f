package cerb.backup.operation.restore;

import cerb.backup.format.tree.Node;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.repository.IndexedRepository;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of {@code /extra} of a snapshot.
 *
 * @param files how many there are
 * @param paths where the first hundred of them were on the helpdesk's machine
 */
public record Extra(long files, List<String> paths) {
    /** None. */
    public static final Extra NONE = new Extra(0, List.of());
    private static final int MOST = 100;
    private static final int SHOWN = 5;

    /** Copies the list. */
    public Extra {
        paths = List.copyOf(paths);
    }

    /** Those below a node, which may be null; {@code findings} take what is damaged. */
    static Extra of(IndexedRepository index, Node root, Findings findings) {
        if (root == null || root.subtree() == null) {
            return NONE;
        }
        long[] files = {0};
        List<String> paths = new ArrayList<>();
        new TreeEntries(index, path -> true, findings).visit(root.subtree(), (path, node) -> {
            if (node.content() != null && ++files[0] <= MOST) {
                paths.add("/" + path);
            }
            return true;
        });
        return new Extra(files[0], paths);
    }

    /** Such as {@code 2 files: /srv/helpdesk/.env, /srv/helpdesk/compose.yaml}; none are {@code none}. */
    public String describe() {
        return files == 0 ? "none" : files + (files == 1 ? " file: " : " files: ") + String.join(", ", paths.subList(0, Math.min(SHOWN, paths.size()))) + (files > SHOWN ? ", ..." : "");
    }
}
