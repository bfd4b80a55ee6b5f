package cerb.backup.mysql.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.read.SchemaReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A month of a table that grows at its end and loses rows at its start and in between. Its rows pass for long ones, so that few of them are many bytes. */
class DailyBordersTest {
    private static final long ROW_BYTES = 16 << 10;
    private static final int ROWS = 8_000;
    private static final int ROWS_A_DAY = 250;
    private static final int DAYS = 30;

    @ParameterizedTest
    @EnumSource
    void chunksNeitherCrumbleNorGrowInAMonth(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); Session session = new Connections(schema.address()).open()) {
            schema.execute("CREATE TABLE log (kind VARCHAR(5) NOT NULL, id INT NOT NULL, PRIMARY KEY (kind, id))");
            insert(session, 1, ROWS);
            Table table = new SchemaReader(session, name -> true).read().tables().get(0);
            List<OldChunk> chunks = List.of();
            for (int day = 0; day <= DAYS; day++) {
                List<OldChunk> cut = cut(session, table, chunks);
                assertThat(cut.stream().mapToLong(OldChunk::bytes)).as("day %d", day).allMatch(bytes -> bytes <= ChunkSize.MOST + ROWS_A_DAY * ROW_BYTES);
                long all = cut.stream().mapToLong(OldChunk::bytes).sum();
                assertThat(cut.size()).as("day %d", day).isBetween((int) (all / ChunkSize.MOST), (int) (all / ChunkSize.LEAST) + 2);
                assertThat(moved(chunks, cut)).as("borders moved on day %d", day).isLessThanOrEqualTo(day == 0 ? cut.size() : 4);
                chunks = cut;
                live(session, day);
            }
        }
    }

    /** The oldest go, one in a hundred of the others, and sometimes a stretch in the middle; new ones come. */
    private static void live(Session session, int day) {
        int oldest = day * ROWS_A_DAY;
        session.execute("DELETE FROM log WHERE id <= " + oldest);
        session.execute("DELETE FROM log WHERE CRC32(CONCAT(id, '-', " + day + ")) % 100 = 0");
        if (day % 10 == 5) {
            session.execute("DELETE FROM log WHERE id BETWEEN " + (oldest + 2_500) + " AND " + (oldest + 3_500));
        }
        insert(session, ROWS + oldest + 1, ROWS_A_DAY);
    }

    private static List<OldChunk> cut(Session session, Table table, List<OldChunk> previous) {
        long rows = Long.parseLong(session.value("SELECT COUNT(*) FROM log").orElseThrow());
        Table pretended = new Table(table.name(), table.engine(), table.columns(), table.uniqueKey(), rows, rows * ROW_BYTES, false, table.ddl());
        List<OldChunk> chunks = new ArrayList<>();
        long counted = 0;
        for (Range range : new Borders(session, pretended).ranges(previous)) {
            long count = Long.parseLong(session.value("SELECT COUNT(*) FROM log" + range.where(table)).orElseThrow());
            chunks.add(new OldChunk(range.from() == null ? "" : range.from().name(), count * ROW_BYTES, ROW_BYTES));
            counted += count;
        }
        assertThat(counted).as("each row in one range").isEqualTo(rows);
        return chunks;
    }

    private static long moved(List<OldChunk> before, List<OldChunk> after) {
        List<String> old = before.stream().map(OldChunk::border).toList();
        List<String> cut = after.stream().map(OldChunk::border).toList();
        return cut.stream().filter(border -> !old.contains(border)).count() + old.stream().filter(border -> !cut.contains(border)).count();
    }

    private static void insert(Session session, int first, int count) {
        StringBuilder rows = new StringBuilder("INSERT INTO log VALUES ");
        for (int i = 0; i < count; i++) {
            rows.append(i == 0 ? "" : ",").append("('entry',").append(first + i).append(')');
        }
        session.execute(rows.toString());
    }
}
