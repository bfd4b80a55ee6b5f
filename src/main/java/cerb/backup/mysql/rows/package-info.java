/**
 * Reads the rows of a dump's parts, and counts them.
 *
 * <p>A range of a key is read by any session of a {@link cerb.backup.mysql.rows.SessionPool}. A large table without a key to cut at is one result on a session of its
 * own ({@link cerb.backup.mysql.rows.SequelQueue}), and its parts have their turns. Either way a reader pulls: nothing is read ahead of it but one buffer.
 */
package cerb.backup.mysql.rows;
