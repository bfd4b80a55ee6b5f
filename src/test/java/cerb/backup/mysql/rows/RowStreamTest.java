package cerb.backup.mysql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.text.RowText;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowStreamTest {
    private static final Table TABLE = new Table("ticket", "InnoDB", List.of(), null, 0, 0, false, "");

    /** Connector/J says so of a result that KILL QUERY has cut off: an error at first, and then that there is no further row. */
    @Test
    void neverEndsOnceItHasFailed() {
        Interrupted rows = new Interrupted();
        try (RowStream stream = new RowStream("ticket", new RowText(TABLE), rows)) {
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(DatabaseException.class);
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(DatabaseException.class);
        }
        assertThat(rows.countedAsWhole).isFalse();
    }

    private static final class Interrupted implements RowStream.Rows {
        private boolean failed;
        private boolean countedAsWhole;

        @Override
        public boolean append(RowText text, long written) throws SQLException {
            if (failed) {
                return false;
            }
            failed = true;
            throw new SQLException("Query execution was interrupted", "70100", 1317);
        }

        @Override
        public void ended(PartTally tally) {
            countedAsWhole = true;
        }

        @Override
        public void closed(boolean whole) {
            countedAsWhole |= whole;
        }
    }
}
