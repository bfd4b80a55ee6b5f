package cerb.backup.demo.play;

import cerb.backup.cerb.SkippableTables;
import cerb.backup.demo.comparison.DirectoryContents;
import cerb.backup.demo.comparison.SchemaContents;
import cerb.backup.demo.helpdesk.Helpdesk;
import java.io.IOException;
import java.sql.SQLException;

/**
 * What a helpdesk holds at one moment, of which a restored copy must be equal in every row and byte.
 *
 * @param rows  of its schema, but of sessions and caches only the tables
 * @param files of its storage directory, but for what no backup keeps
 */
record Expected(SchemaContents rows, DirectoryContents files) {
    static Expected of(Helpdesk helpdesk) throws SQLException, IOException {
        try (var connection = helpdesk.connect()) {
            return new Expected(SchemaContents.read(connection).withoutRowsOf(SkippableTables.VOLATILE),
                    DirectoryContents.read(helpdesk.storage(), Helpdesk::isKept));
        }
    }
}
