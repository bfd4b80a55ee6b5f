package cerb.backup.mysql;

/**
 * The server as it describes itself.
 *
 * @param flavour MySQL or MariaDB
 * @param version version as the server spells it
 * @param uuid    {@code server_uuid} (MySQL) or {@code server_uid} (MariaDB 11.4 and later); empty if it has none
 */
public record Server(Flavour flavour, String version, String uuid) {
    /** The two families, whose SQL differs. */
    public enum Flavour { MARIADB, MYSQL }

    /** True for MariaDB. */
    public boolean isMariaDb() {
        return flavour == Flavour.MARIADB;
    }
}
