/**
 * Where a server's files are, whose they are, and what they depend on. {@link cerb.backup.mysql.hotcopy.files.FileFinder} decides which tables can be copied;
 * {@link cerb.backup.mysql.hotcopy.files.ServerTraits} which server can take them.
 */
package cerb.backup.mysql.hotcopy.files;
