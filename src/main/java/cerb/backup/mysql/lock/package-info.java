/**
 * One point in time for all tables, with the least lock that gives it.
 *
 * <pre>
 * transactional tables only
 *   MariaDB with a binlog     open the snapshots until Binlog_snapshot_file and _position agree on all of them: no lock      (AgreeingSnapshots)
 *   else                      LOCK TABLES ... READ on this schema, open the snapshots, read the position, let go             (SchemaLock)
 * mixed
 *   A: FLUSH TABLES WITH READ LOCK; L1..Ln: LOCK TABLES ... READ on the non-transactional ones;
 *   open the snapshots; read the position; A lets go; each L lets go when its tables are copied                              (GlobalLock, TableLocks)
 * </pre>
 *
 * Waiting for a lock holds up every writer that comes after us. So each lock is asked for under a {@link cerb.backup.mysql.lock.StallGuard}, which cuts it
 * off with KILL QUERY, lets writers pass, and tries again later.
 *
 * <p>Each lock has a connection of its own that issues nothing else: LOCK TABLES ends a snapshot without a word, UNLOCK TABLES also releases other locks,
 * and START TRANSACTION drops table locks.
 *
 * <p>A price of LOCK TABLES on MySQL: it takes its locks one by one, so a transaction that holds a table it wants and asks for one it has is in a deadlock
 * with it, and the server ends the transaction (error 1213), which an application has to expect anyway.
 */
package cerb.backup.mysql.lock;
