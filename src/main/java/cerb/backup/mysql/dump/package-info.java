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
 */
package cerb.backup.mysql.dump;
