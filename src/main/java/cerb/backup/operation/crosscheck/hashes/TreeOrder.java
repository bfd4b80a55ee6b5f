package cerb.backup.operation.crosscheck.hashes;

import cerb.backup.format.FormatException;
import cerb.backup.format.tree.NodeName;
import java.util.Arrays;

/** The order in which a walk meets the files of a tree, of paths as they are shown: by their bytes, and what lies below a directory before what follows it. */
final class TreeOrder {
    private TreeOrder() {
    }

    /** Negative, zero or positive as {@code a} is met before, is, or is met after {@code b}. */
    static int compare(String a, String b) {
        if (isPlain(a) && isPlain(b)) {
            int length = Math.min(a.length(), b.length());
            for (int i = 0; i < length; i++) {
                if (a.charAt(i) != b.charAt(i)) {
                    return rank(a.charAt(i)) - rank(b.charAt(i));
                }
            }
            return a.length() - b.length();
        }
        byte[] left = bytes(a);
        byte[] right = bytes(b);
        int at = Arrays.mismatch(left, right);
        return at < 0 || at == left.length || at == right.length ? left.length - right.length : rank(left[at] & 0xff) - rank(right[at] & 0xff);
    }

    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) >= 0x80 || path.charAt(i) == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a path; of a text that no path is shown as, which may be in a line of an inventory, its own. */
    static byte[] bytes(String path) {
        try {
            return NodeName.unquote(path).bytes();
        } catch (FormatException e) {
            return NodeName.of(path).bytes();
        }
    }

    private static int rank(int unit) {
        return unit == '/' ? 0 : unit;
    }
}
