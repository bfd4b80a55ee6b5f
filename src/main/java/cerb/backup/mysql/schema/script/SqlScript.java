package cerb.backup.mysql.schema.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Builds SQL text that the {@code mysql} client and our own loader read alike: a statement ends where a line ends with the delimiter. */
public final class SqlScript {
    /**
     * What every file of a dump begins with, so that each loads alone: UTF-8, UTC, no checks that depend on the order of files or that rows may have got
     * round (MariaDB's {@code check_constraint_checks}), and a mode in which backslashes escape, dates such as 31 February and 0000-00-00 pass, and a 0 in
     * an AUTO_INCREMENT column stays 0.
     */
    public static final String HEADER = """
        SET NAMES utf8mb4;
        SET SESSION time_zone='+00:00', sql_mode='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', unique_checks=0, foreign_key_checks=0, sql_notes=0 /*M!100201 , check_constraint_checks=0 */;
        """;

    /**
     * What definitions need besides: no other engine in the place of one that a server lacks; a foreign key may refer to a key that is not unique if it did
     * (MySQL 8.4); what a definition leaves out means what it meant where it was printed (MariaDB).
     */
    static final String DEFINITIONS = "SET SESSION sql_mode='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION' /*!80400 , restrict_fk_on_non_standard_key=0 */"
            + " /*M!100804 , explicit_defaults_for_timestamp=1 */ /*M!110200 , character_set_collations='' */";

    private static final List<String> DELIMITERS = List.of(";;", "//", "$$", "%%", "@@@");

    private final StringBuilder text = new StringBuilder(HEADER);

    /** Appends a line of comment; line ends in it become blanks, so that nothing can slip out of it. */
    public SqlScript comment(String words) {
        text.append("-- ").append(words.replaceAll("[\\r\\n]+", " ")).append('\n');
        return this;
    }

    /** Appends a statement, given without a delimiter. */
    public SqlScript statement(String sql) {
        if (!sql.contains(";\n") && !sql.endsWith(";")) {
            text.append(sql).append(";\n");
            return this;
        }
        return body(sql);
    }

    /** Appends a statement that may contain semicolons. */
    SqlScript body(String sql) {
        String delimiter = DELIMITERS.stream().filter(d -> !(sql + ";").contains(d)).findFirst()
                .orElseGet(() -> "//" + UUID.nameUUIDFromBytes(sql.getBytes(StandardCharsets.UTF_8)));
        text.append("DELIMITER ").append(delimiter).append('\n').append(sql).append(delimiter).append("\nDELIMITER ;\n");
        return this;
    }

    /** The text in UTF-8. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
