package cerb.backup.operation.query;

import cerb.backup.format.tree.NodeName;

/**
 * Where an entry of a snapshot is, spelled in two ways.
 *
 * @param text    absolute path without escapes, bytes that are no UTF-8 as U+FFFD: restic's spelling in JSON
 * @param escaped the same with Go's escapes, which is unambiguous and safe to show; it may be given where a path is asked for
 */
public record EntryPath(String text, String escaped) {
    /** The root of a snapshot. */
    public static final EntryPath ROOT = new EntryPath("", "");

    /** The path of an entry of the directory at this path. */
    public EntryPath child(NodeName name) {
        return new EntryPath(text + "/" + name.text(), escaped + "/" + name);
    }

    /** The same with a slash behind it, as restic marks directories. */
    public EntryPath asDirectory() {
        return new EntryPath(text + "/", escaped + "/");
    }

    /** The spelling with escapes, or null where the text can be given in its place. */
    public String escapedWhereNeeded() {
        return text.indexOf('\ufffd') >= 0 ? escaped : null;
    }

    /** The spelling with escapes. */
    @Override
    public String toString() {
        return escaped.isEmpty() ? "/" : escaped;
    }
}
