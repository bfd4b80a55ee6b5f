package cerb.backup.operation.attachment;

import cerb.backup.mysql.load.text.DumpedRow;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What an attachment is looked for by: its id, the SHA-1 of its bytes, or its name. Immutable. */
public final class AttachmentQuery {
    private final OptionalLong id;
    private final String sha1;
    private final Pattern name;

    private AttachmentQuery(OptionalLong id, String sha1, Pattern name) {
        this.id = id;
        this.sha1 = sha1;
        this.name = name;
    }

    /** Digits are an id, 40 hexadecimal digits a SHA-1; all else is part of a name, or with {@code *} or {@code ?} a whole one, in small or capital letters. */
    public static AttachmentQuery of(String text) {
        if (text.matches("[0-9]{1,10}")) {
            return of(Long.parseLong(text));
        }
        if (text.matches("[0-9A-Fa-f]{40}")) {
            return new AttachmentQuery(OptionalLong.empty(), text.toLowerCase(Locale.ROOT), null);
        }
        boolean isGlob = text.contains("*") || text.contains("?");
        StringBuilder regex = new StringBuilder(isGlob ? "" : ".*");
        text.codePoints().forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return new AttachmentQuery(OptionalLong.empty(), null,
                Pattern.compile(regex.append(isGlob ? "" : ".*").toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** The one of this id. */
    public static AttachmentQuery of(long id) {
        return new AttachmentQuery(OptionalLong.of(id), null, null);
    }

    /** The id, if one is looked for. */
    OptionalLong id() {
        return id;
    }

    boolean takes(DumpedRow row) {
        return id.isPresent() ? row.number("id") == id.getAsLong()
                : sha1 != null ? row.text("storage_sha1hash").equalsIgnoreCase(sha1) : name.matcher(row.text("name")).matches();
    }
}
