/**
 * What a snapshot is put together from.
 *
 * <pre>
 * /manifest.json          {@link cerb.backup.operation.manifest.Manifest}
 * /database/&lt;schema&gt;/...   {@link cerb.backup.operation.compose.StoredParts}, or the tree of the snapshot before
 * /storage/...            the tree update's tree
 * /storage-carried.json   what of it has vanished from the directory
 * </pre>
 * {@link cerb.backup.operation.compose.BaseSnapshot} reads such a snapshot, {@link cerb.backup.operation.compose.SnapshotTree} writes one.
 */
package cerb.backup.operation.compose;
