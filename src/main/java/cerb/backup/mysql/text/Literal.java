package cerb.backup.mysql.text;

import cerb.backup.mysql.schema.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A single value as SQL, for conditions. */
public final class Literal {
    private Literal() {
    }

    /** The literal for a value of this column, as the server sent it; not null. */
    public static String of(Column column, byte[] value) {
        ByteText text = new ByteText(value.length + 16);
        new ValueText(column).append(value, text);
        return new String(Arrays.copyOf(text.bytes(), text.length()), StandardCharsets.UTF_8);
    }
}
