package cerb.backup.mysql.hotcopy.files;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How servers spell names of schemas, tables and partitions in names of files (MySQL manual, "Mapping of Identifiers to File Names").
 *
 * <p>A letter of a script with capitals is {@code @} and two characters of a table that servers do not show, any other character {@code @} and four
 * hexadecimal digits. So a name gives a pattern; which file it is, the directory tells, unless two names differ by nothing but such letters.
 */
public final class FileNames {
    private static final String LETTER = "@[0-9A-Za-z]{2}";

    private FileNames() {
    }

    /** Matches the file name's part that stands for this name. */
    static String regex(String name) {
        StringBuilder regex = new StringBuilder();
        name.chars().forEach(c -> {
            if (c < 0x80 && Character.isLetterOrDigit(c) || c == '_') {
                regex.append((char) c);
            } else {
                String digits = "@" + HexFormat.of().toHexDigits((char) c);
                regex.append(Character.toLowerCase(c) == Character.toUpperCase(c) ? digits : "(?:" + digits + "|" + LETTER + ")");
            }
        });
        return regex.toString();
    }

    /** Matches the files of a table or of its partitions with this ending. */
    public static Pattern ofTable(String table, String ending, boolean foldsCase) {
        return Pattern.compile(regex(table) + "(#[Pp]#[^.]+)?\\." + ending, flags(foldsCase));
    }

    /** Matches the file of one partition; {@code sub} is null where it has no subpartitions. */
    public static Pattern ofPartition(String table, String partition, String sub, String ending, boolean foldsCase) {
        return Pattern.compile(regex(table) + "#[Pp]#" + regex(partition) + (sub == null ? "" : "#[Ss][Pp]#" + regex(sub)) + "\\." + ending, flags(foldsCase));
    }

    private static int flags(boolean foldsCase) {
        return foldsCase ? Pattern.CASE_INSENSITIVE : 0;
    }
}
