package cerb.backup.mysql.grant;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.mysql.privilege.Privileges;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The account of the backup, seen by an administrator's session in no schema or in any. One thread at a time. */
public final class BackupAccount {
    private final Session administrator;
    private final AccountName name;

    /** Asks and changes nothing yet. */
    public BackupAccount(Session administrator, AccountName name) {
        this.administrator = administrator;
        this.name = name;
    }

    /** Whether the server has it. */
    public boolean exists() {
        return administrator.value("SELECT 1 FROM mysql.user WHERE User = " + Identifier.literal(name.user()) + " AND Host = " + Identifier.literal(name.host())).isPresent();
    }

    /** What of the needed it has not been granted; all of it where the server has no such account, or has it and does not let anybody in with it. */
    public List<NeededGrant> missing(List<NeededGrant> needed, String schema) {
        if (!exists()) {
            return needed;
        }
        try {
            return NeededGrants.missing(needed, Privileges.of(administrator, name.sql(), schema));
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_NONEXISTING_GRANT) {
                return needed;
            }
            throw e;
        }
    }

    /** The statement that makes an account, without a semicolon; {@code password} stands in the place of its literal. */
    public static String create(AccountName name, String password) {
        return "CREATE USER " + name.sql() + " IDENTIFIED BY " + password;
    }

    /** Makes it. */
    public void create(String password) {
        try (Statement statement = administrator.connection().createStatement()) {
            statement.execute(create(name, Identifier.literal(password)));
        } catch (SQLException e) {
            // Neither the statement nor the server's words about it may take the password along, so there is no cause.
            throw new DatabaseException("making the account " + name + " failed: " + String.valueOf(e.getMessage()).replace(password, "..."),
                    "Let an account that may create users do it, or run the printed statements yourself.");
        }
    }

    /** Gives it these. */
    public void grant(List<NeededGrant> grants) {
        grants.forEach(grant -> administrator.execute(grant.sql(name)));
    }

    /**
     * Connects as the backup will.
     *
     * @throws DatabaseException if the server does not let it in
     */
    public static void connect(DatabaseAddress address) {
        try (Session session = new Connections(address).open()) {
            session.value("SELECT 1");
        }
    }
}
