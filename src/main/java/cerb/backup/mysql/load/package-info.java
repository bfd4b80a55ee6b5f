/**
 * Loads a dump's text into a schema over JDBC, several files at once, and counts what arrived.
 *
 * <pre>
 * look     all tables asked for in the dump? can the server hold each definition, and take the longest statement? may the schema be written to?
 * begin    the marker is made in the schema (package target), so that a restore that ends early can go on
 * load     definitions, then files of rows, each in one transaction together with its line in the marker; keys of MyISAM and Aria tables after their rows
 * verify   rows counted, and tables read again and held against the checksums of the dump; then that is marked
 * change   where it is asked for: the rows that would set something going are loaded now, verified and changed in one transaction; from then on events are made disabled
 * finish   what refers to the tables; last of all the marker is dropped
 * </pre>
 */
package cerb.backup.mysql.load;
