package cerb.backup.mysql;

/**
 * A place in the server's binary log.
 *
 * @param file   binlog file name
 * @param offset offset of the next event in it
 * @param gtid   executed GTID set (MySQL) or binlog GTID position (MariaDB); empty if the server keeps none
 */
public record BinlogPosition(String file, long offset, String gtid) {
}
