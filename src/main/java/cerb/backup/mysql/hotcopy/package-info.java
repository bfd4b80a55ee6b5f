/**
 * Copies the server's own files of a schema, and puts them into another server: what {@code mysqlhotcopy} did, for InnoDB too.
 *
 * <pre>
 * copy     read definitions; find each table's files; refuse what cannot be copied; measure, tell and refuse a lock that would last too long
 *          lock all tables at one point in time and have them written out          (mysql.lock.FileLocks)
 *          prove that the files found are that server's; copy them aside; unlock   (DataDirectory, Staging)
 *          look at the checksums of InnoDB's pages                                 (pages)
 *          hand the copies out as parts, beside schema.sql and post.sql
 * restore  refuse a server of another kind; try the definitions, as a load does; make the tables; per table           (HotRestore)
 *            InnoDB        DISCARD TABLESPACE, put .ibd and .cfg, IMPORT TABLESPACE
 *            MyISAM, Aria  close the table, overwrite its files, repair it where its index was left out
 *          make the programs; CHECK TABLE and count
 * </pre>
 *
 * The copy lands beside the repository first and is stored from there, because compressing and encrypting takes longer than copying, and writers wait for
 * as long as the files are read. Its directory belongs to one copy at a time; what a killed one has left in it is removed by the next.
 *
 * <p>What the server says is not enough to find its files: it may run in a container, or on another host whose paths look alike. So a data directory is
 * believed only when, under the lock, FOR EXPORT has just written a {@code .cfg} beside each InnoDB file, and files of other engines have exactly the length
 * and the time stamp that the server tells; with MySQL the directory's server id is compared as well.
 *
 * <p>Not copied, and refused by name (tried on MariaDB 10.11 and 11.4 and MySQL 9.7): transactional Aria tables, whose header lags behind their log;
 * encrypted tables, whose files need keys that are not ours to keep; tables with a directory of their own or in a shared tablespace; tables that keep the
 * hidden column of a full-text index dropped long ago, which no new table has; MariaDB's tables partitioned by SYSTEM_TIME. Full-text indexes of InnoDB live in
 * tables of their own that FOR EXPORT does not write. They are built again by a copying ALTER TABLE, and by nothing less: an imported table whose full-text index was not
 * rebuilt, or was dropped and added in place, ends all three servers at the next INSERT.
 */
package cerb.backup.mysql.hotcopy;
