package cerb.backup.mysql.chunk;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import cerb.backup.mysql.schema.TableKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value of a table's key: one word for each of its columns, as file names have it.
 *
 * @param words the columns' values, in ASCII without any special character but {@code %}
 */
record KeyValue(List<String> words) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final int NUMBER_WIDTH = 10;

    KeyValue {
        words = List.copyOf(words);
    }

    /** From the bytes which the server sent. */
    static KeyValue of(TableKey key, List<byte[]> values) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            words.add(word(key.columns().get(i), values.get(i)));
        }
        return new KeyValue(words);
    }

    private static String word(Column column, byte[] value) {
        if (column.kind() == ColumnKind.BYTES) {
            return HexFormat.of().formatHex(value);
        }
        if (column.kind() != ColumnKind.NUMBER) {
            return Identifier.word(value);
        }
        String digits = new String(value, StandardCharsets.US_ASCII);
        // Files then stand in a listing, and are loaded by `cat`, in the order of their keys.
        return digits.startsWith("-") ? digits : "0".repeat(Math.max(0, NUMBER_WIDTH - digits.length())) + digits;
    }

    /** From a file name's part; empty if that is no value of this key, because the key is another now. */
    static Optional<KeyValue> parse(TableKey key, String name) {
        List<String> words = List.of(name.split(",", -1));
        if (words.size() != key.columns().size()) {
            return Optional.empty();
        }
        for (int i = 0; i < words.size(); i++) {
            if (!fits(key.columns().get(i), words.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new KeyValue(words));
    }

    private static boolean fits(Column column, String word) {
        return switch (column.kind()) {
            case NUMBER -> NUMBER.matcher(word.replace("%2E", ".")).matches();
            case BYTES -> word.matches("([0-9a-f]{2})*");
            default -> word.matches("([0-9A-Za-z_-]|%[0-9A-F]{2})*");
        };
    }

    String name() {
        return String.join(",", words);
    }

    /** The bytes of one of its columns. */
    byte[] bytes(TableKey key, int column) {
        String word = words.get(column);
        return switch (key.columns().get(column).kind()) {
            case BYTES -> HexFormat.of().parseHex(word);
            case NUMBER -> word.replaceFirst("^(-?)0+(?=\\d)", "$1").getBytes(StandardCharsets.US_ASCII);
            default -> Identifier.bytes(word);
        };
    }
}
