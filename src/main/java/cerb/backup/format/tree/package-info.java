/**
 * Directories as the repository holds them: one tree blob each, with one node an entry (restic design, Trees and Data).
 *
 * <p>The bytes of a tree are canonical. Deduplication of directories, and the re-use of unchanged ones by id, rest on the same entries always
 * giving the same bytes, ours and restic's alike. Therefore:
 * <ol>
 * <li>fields have one order, and are left out when zero or empty ({@code NodeWriter});</li>
 * <li>entries ascend by the raw bytes of their names, unsigned ({@link cerb.backup.format.tree.TreeWriter} refuses anything else);</li>
 * <li>names are bytes, spelled with Go's escapes; what counts as printable is frozen in a table of our own ({@code PrintableRunes});</li>
 * <li>times are in UTC with as many digits as needed ({@link cerb.backup.format.Timestamps}). A tree that restic wrote under another time zone
 *     is read well, and written again with {@code Z}.</li>
 * </ol>
 *
 * <p>Reading believes nothing: see {@link cerb.backup.format.tree.TreeReader}.
 */
package cerb.backup.format.tree;
