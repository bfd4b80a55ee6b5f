package cerb.backup.mysql.load.ability;

import cerb.backup.mysql.load.text.Code;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one family of servers prints and the other does not know, or passes over. Names and literals in the words are empty ({@link Code}).
 *
 * @param name  what it is called in a message
 * @param words how to tell it
 * @param whole a kind of object, told by the begin of its statement, and not something in a definition
 */
record Feature(String name, Pattern words, boolean whole) {
    /** MariaDB's (MariaDB documentation, "Incompatibilities and Feature Differences Between MariaDB and MySQL"). */
    static final List<Feature> UNKNOWN_TO_MYSQL = List.of(
        feature("sequence", "^CREATE SEQUENCE|\\bnextval\\("),
        feature("system versioning", "WITH(?<!WITHOUT) SYSTEM VERSIONING|GENERATED ALWAYS AS ROW START"),
        feature("application-time period", "\\bPERIOD FOR ``"),
        feature("ignored index", "(?m)^ +(?:UNIQUE )?KEY .* IGNORED,?$"),
        feature("compressed column or other feature of MariaDB alone", "/\\*M!"),
        feature("page compression or encryption", "``=|\\bPAGE_COMPRESS"),
        feature("default expression without parentheses", "(?i)\\bDEFAULT (?!current_timestamp|now|localtime)\\w+\\("),
        feature("default value of a text or blob", "(?m)^ +`` (?:tiny|medium|long)?(?:text|blob)\\b[^\\n]*? DEFAULT (?!NULL|\\()"),
        feature("unique index over long values", "(?m)^ +UNIQUE KEY .* USING HASH,?$(?=[^;]*ENGINE=InnoDB)"),
        feature("vector index", "(?m)^ +VECTOR KEY"),
        object("package", "PACKAGE"),
        object("aggregate function", "AGGREGATE"));

    /** MySQL's. What it prints for its own later versions, MariaDB passes over. */
    static final List<Feature> UNKNOWN_TO_MARIADB = List.of(
        feature("invisible column or index", "/\\*!80\\d{3} INVISIBLE \\*/"),
        feature("check constraint that is not enforced", "/\\*!80016 NOT ENFORCED \\*/"),
        feature("column of one spatial reference system", "/\\*!80003 SRID \\d+ \\*/"),
        feature("attribute that only MySQL knows", "/\\*!(?:5[7-9]|[6-9]\\d)\\d{3} (?!INVISIBLE \\*|NOT ENFORCED \\*|SRID |DEFAULT ENCRYPTION=''|ENCRYPTION='')"),
        feature("encryption", "/\\*!80016 DEFAULT ENCRYPTION"),
        feature("functional index", "(?m)^ +(?:UNIQUE )?KEY `` \\((?:``[^,\\n]*,)*\\("),
        feature("vector", "(?m)^ +`` vector\\b"),
        feature("JSON duality view", "^CREATE [^(]*\\bJSON RELATIONAL DUALITY VIEW"),
        feature("materialized view", "^CREATE [^(]*\\bMATERIALIZED /"),
        object("library", "LIBRARY"),
        object("event that is disabled on replicas", "EVENT .*? DISABLE ON REPLICA"));

    private static Feature feature(String name, String words) {
        return new Feature(name, Pattern.compile(words), false);
    }

    private static Feature object(String name, String words) {
        return new Feature(name, Pattern.compile("(?i)^CREATE (?:OR REPLACE )?(?:DEFINER=\\S+ )?" + words), true);
    }

    boolean isIn(Code code) {
        return (whole || !code.isProgram()) && code.has(words);
    }
}
