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
 *
 * <p><b>When definitions are tried</b> ({@link cerb.backup.mysql.load.trial.AbilityCheck}): where something would be dropped; where the server is not of the family and version that the dump
 * is of; and where there is a view, since what it reads may be elsewhere. Making and dropping 64 tables takes some seconds (6.4 s on MySQL 9.7 and a busy machine). Not for an empty
 * schema at a server of the same version: nothing could be lost there, a definition's session settings are the dump's own, what else differs (engines, plugins, keys that are demanded)
 * is asked, and tables are made before the first row. Nor for a load that goes on: that has made its definitions.
 */
package cerb.backup.mysql.load;
