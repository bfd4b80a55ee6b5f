/**
 * One point in time for all tables, with the least lock that gives it. Only this schema is ever locked, never the server, so neighbours go on and RELOAD is
 * not needed.
 *
 * <pre>
 * LOCK TABLES granted                                                                                                                              (SchemaLock)
 *   L1..Ln: LOCK TABLES ... READ on the tables that no snapshot holds                                                                              (TableLocks)
 *   A: LOCK TABLES ... READ on the transactional ones; open the snapshots; read the position; A lets go; each L when its tables are copied
 * else                                                 one snapshot, which one session reads; the others are read as they are: best-effort
 * </pre>
 *
 * Waiting for a lock holds up every writer that comes after us. So an attempt as a whole runs under a {@link cerb.backup.mysql.lock.StallGuard}, which cuts it
 * off with KILL QUERY and lets writers pass. Before the next attempt each transactional table is locked by itself: on one such table servers let writers pass
 * before a reader's lock, so a long transaction is waited for while nobody waits for us. Where it outlasts dump.lock-timeout, a schema without other tables is
 * read from one snapshot, and any other dump fails.
 *
 * <p>MariaDB tells each snapshot's place in the binlog (Binlog_snapshot_position), and snapshots could be opened without a lock until all tell the same. That
 * proves nothing: who writes with {@code sql_log_bin=0} leaves the position where it is, as does what a cluster's node applies without
 * {@code log_slave_updates}, and two tables were dumped half a transaction apart.
 *
 * <p>Each lock has a connection of its own that issues nothing else: LOCK TABLES ends a snapshot without a word, UNLOCK TABLES also releases MySQL's instance
 * lock, and START TRANSACTION drops table locks ({@code LockRulesTest}).
 *
 * <p>Tables that no snapshot holds are read by other sessions than the one that locks them, which issues nothing else. On MariaDB an UPDATE that waits for such a lock holds up
 * readers that come after it, and these would wait for the dump: so they are read by SELECT HIGH_PRIORITY, which passes it (tried on 11.4 and 10.11; MySQL lets any reader pass).
 *
 * <p>A statement that reads has a metadata lock on its table. A DDL waits for that, and everybody else behind the DDL. A part of a table is read soon; one without a key is read by one statement,
 * for minutes, under a {@link cerb.backup.mysql.lock.ReaderWatch}: where somebody would wait the dump is given up and taken again, as it would have to be after that DDL (readers waited for 120 to
 * 220 ms, with a limit of 200 ms, on all three).
 *
 * <p>Backup locks are not taken unless asked for. LOCK INSTANCE FOR BACKUP (MySQL, {@link cerb.backup.mysql.lock.InstanceLock}) makes every DDL on the server
 * wait for as long as it is held, other schemas' too, and a DDL that waits for it makes a global read lock hang; BACKUP STAGE (MariaDB) makes writers of
 * non-transactional tables of every schema wait. So DDL is noticed, by fingerprint, and the dump taken again.
 *
 * <p>A price of LOCK TABLES: it takes its locks one by one, so a transaction that holds a table it wants and asks for one it has is in a deadlock with it, and
 * the server ends the transaction (error 1213), which an application has to expect anyway.
 *
 * <p>Every session must lead to the server that the first one led to, else {@link cerb.backup.mysql.ServerChangedException}: two servers have no common moment.
 */
package cerb.backup.mysql.lock;
