package cerb.backup.operation.catalog;

import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import cerb.backup.operation.crosscheck.rows.FileReferences;
import cerb.backup.operation.crosscheck.rows.References;
import cerb.backup.operation.crosscheck.rows.RowSource;
import cerb.backup.operation.report.Finding;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What is made of a dump's rows while it is read.
 *
 * @param catalog    lists them
 * @param references keeps what they refer to
 * @param files      rows that are not heard but asked for: those of an application's own query
 */
public record HeardRows(Catalog catalog, References references, FileReferences files) {
    private static final String REMEDY = "See why in the log: the routes in cross-check.camel.yaml, or your own of direct:cross-check-references, ask for them.";

    /** Who is to hear of the rows of a part. */
    public RowListener listen(DumpPart part, List<Column> columns) {
        RowListener first = catalog.listen(part, columns);
        RowListener second = references.listen(part, columns);
        return first == RowListener.NONE ? second : second == RowListener.NONE ? first : new RowListener() {
            @Override
            public void row(Row row) throws SQLException {
                first.row(row);
                second.row(row);
            }

            @Override
            public void ended() {
                first.ended();
                second.ended();
            }
        };
    }

    /**
     * Asks for rows that nobody hears: of an application that brings a query of its own, and of a hot copy, whose rows are in its files.
     *
     * @param cerb     whether the tables are Cerb's
     * @param findings told where they cannot be asked for: then nothing is compared, and nothing is proven
     */
    public void ask(RowSource source, boolean cerb, DumpReport report, Consumer<Finding> findings) {
        try {
            if (!cerb) {
                files.ask(source);
            } else if (report.files() != null) {
                references.ask(source, report.tables().stream().map(TableReport::table).collect(Collectors.toSet()));
            }
        } catch (Exception e) {
            files.clear();
            findings.accept(Finding.incomplete("cross-check", "rows were not compared with files, because they could not be asked for: " + e.getMessage(), REMEDY));
        }
    }

    /** Whether there is nothing to compare. */
    public boolean isEmpty() {
        return references.isEmpty() && !files.isAsked();
    }
}
