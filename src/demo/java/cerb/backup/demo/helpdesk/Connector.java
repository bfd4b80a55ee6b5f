package cerb.backup.demo.helpdesk;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to a database server. */
@FunctionalInterface
public interface Connector {
    /** Opens a connection with that current schema; an empty name means none. The caller closes it. */
    Connection connect(String schema) throws SQLException;
}
