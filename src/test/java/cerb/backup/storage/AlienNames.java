package cerb.backup.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names that file systems hold and programs stumble over (F12). */
final class AlienNames {
    static final List<byte[]> ALL = List.of(
            utf8("plain"), utf8("\u00e9 composed"), utf8("e\u0301 composed"), utf8("\u65e5\u672c"), utf8("\ud83d\udce7"),
            new byte[] {'n', 'o', (byte) 0xff, (byte) 0xfe, 'p', 'e'}, new byte[] {(byte) 0xc3}, utf8("new\nline"), utf8("tab\t"), utf8("quote\"'`"),
            utf8("back\\slash"), utf8("per%41cent"), utf8("plus+a?b#c&d;e"), utf8(" blanks "), utf8("-dash"), utf8("..."), utf8("\u0001\u007f"),
            utf8("x".repeat(255)), utf8("\u00e9".repeat(127)));

    private AlienNames() {
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
