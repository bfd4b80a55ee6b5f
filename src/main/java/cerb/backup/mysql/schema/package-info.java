/**
 * What a schema is made of, as its server tells it: read before the dump's point in time, written out ({@code schema.script}), and read once more after the last
 * row. Any difference is DDL in between. Nothing here holds a lock: reading early and late frames the point, so the framing costs
 * writers nothing.
 *
 * <p>Columns are always named, the key's first. Generated columns are left out, invisible ones are not. How a column's value is read and written follows
 * from its type ({@link cerb.backup.mysql.schema.ColumnKind}).
 */
package cerb.backup.mysql.schema;
