/**
 * The accounts and grants that concern one schema, as {@code accounts.sql} holds them: a file to read and to run, which no restore runs by itself.
 *
 * <p>An account concerns the schema if it has a grant on it, on one of its tables, columns or routines, or through a role; if it is the definer of something
 * in it; or if it has rights on every schema without being an administrator. Administrators of the whole server are only named: the server that is restored
 * to has its own. Grants on every schema are written as comments, because running them would give rights on more than this schema.
 *
 * <p>Everything is in the server's own words ({@code SHOW CREATE USER}, {@code SHOW GRANTS}), hashes of passwords included: they go into the encrypted
 * repository and nowhere else. What may not be read makes the dump incomplete, and the message names the GRANT that mends it.
 */
package cerb.backup.mysql.account;
