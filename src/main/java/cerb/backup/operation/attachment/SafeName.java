package cerb.backup.operation.attachment;

import java.nio.charset.StandardCharsets;

/** The name under which an attachment is written to a directory: whoever sent it may have named it anything. */
final class SafeName {
    /** Leaves room for what is appended to it: Linux takes 255 bytes. */
    private static final int LONGEST = 240;
    private static final int LONGEST_SUFFIX = 20;

    private SafeName() {
    }

    /**
     * The last part of the name, whichever slash its system has, without characters that no one sees, and not hidden; its end, which tells what it is, stays
     * where it has to be cut.
     */
    static String of(Attachment attachment) {
        StringBuilder name = new StringBuilder();
        attachment.name().codePoints().forEach(c -> name.appendCodePoint(isPlain(c) ? c : '_'));
        String last = name.substring(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).strip().replaceFirst("^\\.+", "");
        return last.isEmpty() ? "attachment-" + attachment.id() : cut(last);
    }

    private static boolean isPlain(int c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c) && type != Character.FORMAT && type != Character.SURROGATE && type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR;
    }

    private static String cut(String name) {
        int dot = name.lastIndexOf('.');
        String suffix = dot > 0 && bytes(name.substring(dot)) <= LONGEST_SUFFIX ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - suffix.length());
        while (bytes(stem) + bytes(suffix) > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + suffix;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
