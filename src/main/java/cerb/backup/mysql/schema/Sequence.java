package cerb.backup.mysql.schema;

/**
 * A sequence (MariaDB).
 *
 * @param name name
 * @param ddl  {@code SHOW CREATE SEQUENCE}
 */
public record Sequence(String name, String ddl) {
}
