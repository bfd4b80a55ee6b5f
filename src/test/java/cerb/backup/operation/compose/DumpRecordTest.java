package cerb.backup.operation.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.mysql.Server;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.lock.LockReport;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.shared.StoredContent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DumpRecordTest {
    private static final String ROWS = "data/ticket.sql";

    private static DumpRecord record(String schema, String directory, String... files) {
        var parts = new TreeMap<String, StoredContent>();
        for (String file : files) {
            parts.put(directory + "/" + file, new StoredContent(List.of(), file.equals(ROWS) ? 100 : 10, 0));
        }
        Map<String, DumpRecord.TableParts> tables = parts.containsKey(directory + "/" + ROWS)
                ? Map.of("ticket", new DumpRecord.TableParts("ticket", 1 << 20, false, List.of(directory + "/" + ROWS))) : Map.of();
        Instant now = Instant.now();
        return new DumpRecord(new DumpReport(new Server(Server.Flavour.MARIADB, "11.4.5", ""), schema, now, now, now, null, null, List.of(new LockReport(LockReport.SCHEMA, 1, 3, 3, 3)),
                List.of(new TableReport("ticket", "InnoDB", 7, 100, "00", Consistency.SNAPSHOT, 1)), List.of(), List.of()), parts, tables);
    }

    @Test
    void schemaOfAnyNameIsComplete() {
        assertThat(record("cerb", "cerb", "schema.sql", ROWS, "post.sql").manifest(Collections.emptySortedMap()).tables()).hasSize(1);
        assertThat(record("help.desk", "help%2Edesk", "schema.sql", ROWS, "post.sql").manifest(Collections.emptySortedMap()).name()).isEqualTo("help.desk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema.sql", ROWS, "post.sql"})
    void dumpWithoutAnyOfItsPartsIsNotComplete(String missing) {
        String[] stored = List.of("schema.sql", ROWS, "post.sql").stream().filter(file -> !file.equals(missing)).toArray(String[]::new);
        assertThatThrownBy(() -> record("cerb", "cerb", stored).manifest(Collections.emptySortedMap())).isInstanceOf(OperationException.class).hasMessageContaining("not complete");
    }
}
