/**
 * The account that a backup connects with: which privileges it needs on the server at hand, which of them it has, and how it is made.
 *
 * <p>Nothing is decided by a version: {@code SHOW PRIVILEGES} says what a server can grant, and each privilege has its older or broader substitutes behind it
 * ({@link cerb.backup.mysql.grant.NeededGrants}). A password is never part of a text that could be printed: {@link cerb.backup.mysql.grant.BackupAccount}
 * shows statements with a placeholder, and what a server says about a statement that failed is told without it.
 */
package cerb.backup.mysql.grant;
