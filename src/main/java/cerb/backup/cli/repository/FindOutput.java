package cerb.backup.cli.repository;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.Texts;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.query.EntryInfo;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.find.Search;
import cerb.backup.operation.query.find.WantedObjects;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.LinkedHashSet;

/** Prints what a search finds, as it finds it. */
final class FindOutput {
    private final Console console;
    private StoredSnapshot headed;

    FindOutput(Console console) {
        this.console = console;
    }

    /** Tells whether nothing was found. */
    boolean isEmpty() {
        return headed == null;
    }

    void names(StoredSnapshot snapshot, Search search, NameFilter filter) {
        search.run(snapshot.snapshot().tree(), (path, node, parent) -> {
            boolean isFound = filter.takes(path, node.metadata().mtime());
            if (isFound) {
                entry(snapshot, EntryInfo.of(path, node));
            }
            return isFound;
        });
    }

    private void entry(StoredSnapshot snapshot, EntryInfo entry) {
        head(snapshot);
        if (console.json()) {
            console.result(Json.object().put("snapshot", snapshot.id().toString()).put("time", Json.time(snapshot.snapshot().time())).setAll(Texts.entry(entry)));
        } else {
            console.line(Texts.line(entry));
        }
    }

    void objects(StoredSnapshot snapshot, Search search, WantedObjects wanted) {
        Id root = snapshot.snapshot().tree();
        if (wanted.contains(BlobHandle.tree(root))) {
            object(snapshot, BlobHandle.tree(root), EntryPath.ROOT, null);
        }
        search.run(root, (path, node, parent) -> {
            LinkedHashSet<BlobHandle> needed = needed(node, wanted);
            needed.forEach(blob -> object(snapshot, blob, path, parent));
            return !needed.isEmpty();
        });
    }

    private static LinkedHashSet<BlobHandle> needed(Node node, WantedObjects wanted) {
        LinkedHashSet<BlobHandle> needed = new LinkedHashSet<>();
        if (node.subtree() != null && wanted.contains(BlobHandle.tree(node.subtree()))) {
            needed.add(BlobHandle.tree(node.subtree()));
        }
        if (node.content() != null) {
            node.content().stream().map(BlobHandle::data).filter(wanted::contains).forEach(needed::add);
        }
        return needed;
    }

    private void object(StoredSnapshot snapshot, BlobHandle blob, EntryPath path, Id parent) {
        head(snapshot);
        boolean isTree = blob.type() == BlobType.TREE;
        if (console.json()) {
            ObjectNode json = Json.object().put("object_type", isTree ? "tree" : "blob").put("id", blob.id().toString())
                    .put("path", path.text().isEmpty() ? "/" : path.text()).put("parent_tree", parent == null ? null : parent.toString())
                    .put("snapshot", snapshot.id().toString()).put("time", Json.time(snapshot.snapshot().time()));
            console.result(json.put("escaped", path.escapedWhereNeeded()));
        } else {
            console.line((isTree ? "tree " : "blob ") + blob.id() + " " + path);
        }
    }

    private void head(StoredSnapshot snapshot) {
        if (!console.json() && headed != snapshot) {
            console.line((headed == null ? "" : "\n") + "in snapshot " + snapshot.id().shortName() + " of " + HumanTime.of(snapshot.snapshot().time(), ZoneId.systemDefault()));
        }
        headed = snapshot;
    }
}
