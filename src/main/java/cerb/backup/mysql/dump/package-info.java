/**
 * A dump of one schema at one point in time, as SQL text in parts.
 *
 * <pre>
 * open    read definitions; take the point in time (package lock); keep `parallelism` sessions on it
 * plan    schema.sql, then locked tables, then the others, chunk by chunk (borders of the previous dump, or probed), then post.sql
 * read    one part as a stream: SELECT of explicit columns in key order, streamed, written as bytes (package text)
 * finish  every part read to its end? definitions as they were? then the report, else an exception
 * </pre>
 *
 * A dump without a report is no dump: whatever was read before must be thrown away.
 *
 * <p><b>Every table is read by every dump.</b> One that is known to be unchanged could be taken over without reading it; but nothing that a server
 * tells by SQL is such knowledge, and a wrong guess is a table that a restore brings back as it was days ago. What was considered, and what deceives it
 * (of the changes that are marked, {@code UnseenChangesTest} makes one between two dumps, and the second dump holds it):
 * <ul>
 * <li>{@code CHECKSUM TABLE ... QUICK} of MyISAM and Aria tables with {@code CHECKSUM=1}: a sum of CRCs of the rows, which are linear. Two rows that
 *     exchange values, such as positions in a list, may keep it (marked; the test has two that do).</li>
 * <li>{@code UPDATE_TIME}: of InnoDB kept in memory only, so empty after a restart or once the table has left the cache; in seconds; by a clock that may
 *     be set back. {@code RENAME} brings another table, written by the same transaction, under the same name with the same time (marked); a partitioned
 *     table has that of whichever partitions are in the cache. Of MyISAM it is the time of a file, which copying keeps.</li>
 * <li>An unchanged binlog position of the same server: sessions with {@code sql_log_bin=0} leave it where it is (marked), and loading the output of
 *     mysqldump is one; so do filters by schema, a replica without {@code log_slave_updates}, and {@code RESET} followed by as many bytes. And at a
 *     helpdesk the position never stays for a day.</li>
 * <li>Counters of rows written ({@code performance_schema}, {@code userstat}, {@code INNODB_TABLESTATS}): may be switched off for an account, are reset
 *     by a statement, a restart or new statistics, and know nothing of foreign keys that delete rows (marked).</li>
 * <li>{@code max(id)}, the number of rows or the latest {@code updated}: know nothing of rows that change or go. The latest {@code ROW_START} of a
 *     versioned table can be written by whoever may write history, and looking for it reads the table.</li>
 * <li>Log sequence numbers of pages: in files only, after a flush, on the same host; that is for a physical copy to use.</li>
 * </ul>
 * What is known unchanged once it has been read costs no more than reading, hashing and cutting: it is neither compressed nor stored again.
 */
package cerb.backup.mysql.dump;
