package cerb.backup.operation.restore;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.query.ContentStream;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.restore.entries.TreeEntries;
import cerb.backup.repository.IndexedRepository;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** The files of a dump in a snapshot. Thread-safe. */
final class DumpFiles implements LoadSource {
    private final IndexedRepository index;
    private final String identity;
    private final StageTimer stage;
    private final Map<String, Node> files = new TreeMap<>();
    private final LongAdder opened = new LongAdder();
    private boolean hasAccounts;
    private final LongAdder openedBytes = new LongAdder();

    /**
     * The files below the tree of {@code /database}; {@code what} tells a person which dump it is, {@code stage} hears of what is opened, and may be null. Throws where one of its
     * directories is damaged: half a schema is none.
     */
    DumpFiles(IndexedRepository index, Id database, String what, StageTimer stage) {
        this.index = index;
        this.identity = what + " (" + database.shortName() + ")";
        this.stage = stage;
        Findings findings = new Findings();
        new TreeEntries(index, path -> true, findings).visit(database, (path, node) -> {
            if (node.content() != null && path.toString().contains("/")) {
                files.put(path.toString(), node);
            }
            hasAccounts |= path.toString().equals("accounts.sql");
            return true;
        });
        if (findings.incomplete()) {
            throw new OperationException("the dump in this snapshot is damaged: " + findings.list().get(0), "Choose an older snapshot, and run check.");
        }
    }

    /** Whether accounts and grants lie beside the schema's directory: for a person to read and run, no load does it. */
    boolean hasAccounts() {
        return hasAccounts;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public long size(String path) {
        return files.get(path).size();
    }

    @Override
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    @Override
    public InputStream open(String path) throws IOException {
        Node file = files.get(path);
        if (file == null) {
            throw new IOException("the snapshot holds no " + path);
        }
        opened.increment();
        openedBytes.add(file.size());
        if (stage != null) {
            stage.progress(new Progress(opened.sum(), files.size(), openedBytes.sum(), bytes()));
        }
        return new ContentStream(index, file.content());
    }

    long bytes() {
        return files.values().stream().mapToLong(Node::size).sum();
    }
}
