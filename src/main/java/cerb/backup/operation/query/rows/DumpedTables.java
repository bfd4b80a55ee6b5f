package cerb.backup.operation.query.rows;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.load.text.DumpedRow;
import cerb.backup.mysql.load.text.DumpedRows;
import cerb.backup.operation.query.ContentStream;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The tables of one dump. For one thread. */
public final class DumpedTables {
    private final IndexedRepository index;
    private final String snapshot;
    private final Id database;

    /** The dump whose tree is {@code database}; {@code snapshot} is what messages call the snapshot. */
    public DumpedTables(IndexedRepository index, String snapshot, Id database) {
        this.index = index;
        this.snapshot = snapshot;
        this.database = database;
    }

    /** Takes a row, and tells whether it wants more. */
    @FunctionalInterface
    public interface Visitor {
        /** A row, in the order of the file. */
        boolean row(DumpedRow row) throws IOException;
    }

    /** The files of a table, in the order of their borders; empty where there is no such table, or no rows of it. */
    public List<DumpedFile> files(String table) {
        String first = Identifier.fileName(table);
        List<DumpedFile> files = new ArrayList<>();
        try {
            for (Node schema : index.tree(database)) {
                for (Node directory : schema.subtree() == null ? List.<Node>of() : children(schema, name -> name.equals("data"))) {
                    children(directory, name -> name.startsWith(first + ".") && name.endsWith(".sql")).forEach(file ->
                            files.add(new DumpedFile("/database/" + schema.name().text() + "/data/" + file.name().text(), border(first, file.name().text()), file.content())));
                }
            }
        } catch (DamagedException | FormatException e) {
            throw new OperationException("the dump in snapshot " + snapshot + " cannot be read: " + e.getMessage(), "Choose another snapshot, and run check.", e);
        }
        files.sort(Comparator.comparing(DumpedFile::border));
        return files;
    }

    private List<Node> children(Node directory, Predicate<String> wanted) {
        List<Node> children = new ArrayList<>();
        for (Node node : directory.subtree() == null ? List.<Node>of() : index.tree(directory.subtree())) {
            if (wanted.test(node.name().text()) && (node.content() != null || node.subtree() != null)) {
                children.add(node);
            }
        }
        return children;
    }

    private static String border(String first, String name) {
        return name.equals(first + ".sql") ? "" : name.substring(first.length() + 1, name.length() - ".sql".length());
    }

    /** Those of a table's files that may hold rows whose key is, or begins with, this number. */
    public List<DumpedFile> files(String table, long key) {
        List<DumpedFile> files = files(table);
        List<DumpedFile> may = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            boolean beginsBefore = number(files.get(i).border(), Long.MIN_VALUE) <= key;
            boolean endsBehind = i + 1 == files.size() || number(files.get(i + 1).border(), Long.MAX_VALUE) >= key;
            if (beginsBefore && endsBehind) {
                may.add(files.get(i));
            }
        }
        return may;
    }

    /** A border that is no number is of a key that begins with something else: then every file is read. */
    private static long number(String border, long unknown) {
        String first = border.contains(",") ? border.substring(0, border.indexOf(',')) : border;
        return first.matches("-?[0-9]{1,18}") ? Long.parseLong(first) : unknown;
    }

    /** Reads the rows of a file, until the visitor wants no more. */
    public void read(DumpedFile file, Visitor visitor) {
        try (InputStream in = new BufferedInputStream(new ContentStream(index, file.content()))) {
            DumpedRows rows = new DumpedRows(in);
            for (DumpedRow row = rows.next(); row != null && visitor.row(row);) {
                row = rows.next();
            }
        } catch (IOException e) {
            throw new OperationException("cannot read " + file.path() + " of snapshot " + snapshot + ": " + e.getMessage(), "Choose another snapshot, and run check --read-data.", e);
        }
    }
}
