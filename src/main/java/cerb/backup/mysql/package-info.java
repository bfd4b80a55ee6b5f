/**
 * The database side: MySQL and MariaDB over JDBC. Knows nothing of the repository.
 *
 * <p>This package holds what dump and load share: where the database is ({@link cerb.backup.mysql.DatabaseAddress}), how a session to it is opened
 * ({@link cerb.backup.mysql.Connections}), what the server can do ({@link cerb.backup.mysql.Server}), what its error numbers mean
 * ({@link cerb.backup.mysql.ErrorCode}), and how its names are quoted.
 *
 * <p>Every session is pinned: {@code utf8mb4}, time zone {@code +00:00}, one fixed {@code sql_mode}, and results in the column's own bytes. Nothing depends
 * on the server's defaults, and the driver never converts a value. The URL is made from an allow-list of properties, so that neither a hostile server nor
 * a configuration value can switch on {@code allowLoadLocalInfile} or {@code autoDeserialize}.
 */
package cerb.backup.mysql;
