package cerb.backup.mysql.dump;

import cerb.backup.mysql.TestSchema;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Tables of every character set and every collation that the server has. */
final class TortureCharsets {
    private static final String SAMPLE = "a\\\\b''c\\n\u00e9\u00df\u20ac\u0416\u65e5\u672c\u8868\uac00\u05d0\u0e01\uff76\ud83d\ude00 ";
    private static final int COLUMNS = 200;

    private TortureCharsets() {
    }

    static List<String> statements(TestSchema schema) {
        List<String> all = new ArrayList<>(charsets(schema.rows("SELECT CHARACTER_SET_NAME, MAXLEN FROM information_schema.CHARACTER_SETS ORDER BY 1")));
        boolean fullNames = !schema.rows("SHOW COLUMNS FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY LIKE 'FULL\\_COLLATION\\_NAME'").isEmpty();
        all.addAll(collations(schema.rows("SELECT CHARACTER_SET_NAME, " + (fullNames ? "FULL_" : "")
                + "COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY ORDER BY 1, 2")));
        return all;
    }

    /** All bytes of those with one for each character; of the others what they have of characters that are not ASCII. */
    private static List<String> charsets(List<List<String>> charsets) {
        List<String> columns = new ArrayList<>();
        List<String> bytes = new ArrayList<>();
        List<String> characters = new ArrayList<>();
        for (List<String> charset : charsets) {
            String name = charset.get(0);
            columns.add("c_" + name + " TEXT CHARACTER SET " + name);
            bytes.add(charset.get(1).equals("1") ? "_" + name + " X'" + allBytes(name.equals("ascii") ? 0x80 : 0x100) + "'" : "CONVERT('" + SAMPLE + "' USING " + name + ")");
            characters.add("CONVERT('" + SAMPLE + "' USING " + name + ")");
        }
        return List.of("CREATE TABLE every_charset (id INT PRIMARY KEY, " + String.join(", ", columns) + ")",
                "INSERT INTO every_charset VALUES (1, " + String.join(", ", bytes) + "), (2, " + String.join(", ", characters) + ")");
    }

    private static String allBytes(int end) {
        byte[] bytes = new byte[end];
        for (int i = 0; i < end; i++) {
            bytes[i] = (byte) i;
        }
        return HexFormat.of().formatHex(bytes);
    }

    private static List<String> collations(List<List<String>> collations) {
        List<String> tables = new ArrayList<>();
        for (int begin = 0; begin < collations.size(); begin += COLUMNS) {
            List<String> columns = new ArrayList<>();
            for (List<String> collation : collations.subList(begin, Math.min(collations.size(), begin + COLUMNS))) {
                columns.add("c" + columns.size() + " VARCHAR(2) CHARACTER SET " + collation.get(0) + " COLLATE " + collation.get(1) + " DEFAULT 'a'");
            }
            tables.add("CREATE TABLE collations_" + begin + " (" + String.join(", ", columns) + ")");
            tables.add("INSERT INTO collations_" + begin + " (c0) VALUES ('b')");
        }
        return tables;
    }
}
