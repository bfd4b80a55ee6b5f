/**
 * The checksums that InnoDB writes into its pages. A copy of files has what lies on the disk, be it rotten, and whoever restores it years later is the first to ask.
 *
 * <pre>
 * a page is all zeros       never written                                                                   sound
 * full_crc32 (MariaDB)      CRC-32C of all but the last four bytes, which hold it                           FullCrc32
 * crc32, innodb, none       in the first four bytes and in four of the last eight, of what is between them  SplitChecksum
 * compressed, encrypted     other layouts                                                                   not looked at, and counted
 * </pre>
 *
 * Which of them a file has, its flags tell, in page 0 (MySQL source, {@code fsp0types.h}, {@code checksum.cc}; MariaDB source, {@code fsp0types.h}, {@code buf0checksum.cc}).
 */
package cerb.backup.mysql.hotcopy.pages;
