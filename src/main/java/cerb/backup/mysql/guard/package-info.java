/**
 * Whether a schema is still the one that was dumped before. What {@code storage.SourceGuard} is to files: a wrong name, or tables that were dropped, must not become the newest good copy of
 * a database that was lost. Refused is what no running application does to itself; what one may do, such as empty a table of sessions or drop those of a plugin, is not. An application may
 * name central tables, which it never empties by itself.
 *
 * <p>Asked twice: when the definitions were read, before anything is locked, and with the rows of the whole dump, before it is committed.
 */
package cerb.backup.mysql.guard;
