package cerb.backup.mysql.hotcopy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables whose files differ from the plain ones. */
final class FormsOfTables {
    private FormsOfTables() {
    }

    static String[] statements(boolean mariaDb) {
        List<String> all = new ArrayList<>(List.of(
            "CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY, v INT)", "INSERT INTO counted (v) VALUES (1), (2)", "DELETE FROM counted WHERE v = 2", "INSERT INTO counted VALUES (100, 3)",
            "CREATE TABLE added (id INT PRIMARY KEY, b INT)", "INSERT INTO added VALUES (1, 1)", "ALTER TABLE added ADD COLUMN c INT DEFAULT 7, ALGORITHM=INSTANT", "INSERT INTO added VALUES (2, 2, 2)",
            "CREATE TABLE dropped (id INT PRIMARY KEY, b INT, c VARCHAR(9))", "INSERT INTO dropped VALUES (1, 1, 'x')", "ALTER TABLE dropped DROP COLUMN b, ALGORITHM=INSTANT", "INSERT INTO dropped VALUES (2, 'y')",
            "CREATE TABLE full_text (id INT PRIMARY KEY, t TEXT, u TEXT, FULLTEXT KEY ft (t), FULLTEXT KEY fu (u))", "INSERT INTO full_text VALUES (1, 'hello world', 'a'), (2, 'goodbye moon', 'b')",
            "CREATE TABLE full_text_m (id INT, t TEXT, FULLTEXT (t)) ENGINE=MyISAM", "INSERT INTO full_text_m VALUES (1, 'hello world')",
            "CREATE TABLE partitioned (id INT PRIMARY KEY, v INT, KEY (v)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION `P \u00e9.` VALUES LESS THAN MAXVALUE)",
            "INSERT INTO partitioned VALUES (1, 1), (20, 20)",
            "CREATE TABLE subpartitioned (id INT PRIMARY KEY) PARTITION BY RANGE (id) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN MAXVALUE)",
            "INSERT INTO subpartitioned VALUES (1), (2), (11), (12)",
            "CREATE TABLE redundant (id INT PRIMARY KEY, t TEXT) ROW_FORMAT=REDUNDANT", "INSERT INTO redundant VALUES (1, REPEAT('x', 20000))",
            "CREATE TABLE compressed (id INT PRIMARY KEY, t TEXT) ROW_FORMAT=COMPRESSED", "INSERT INTO compressed VALUES (1, REPEAT('x', 20000))",
            "CREATE TABLE pages (id INT PRIMARY KEY, t TEXT) " + (mariaDb ? "PAGE_COMPRESSED=1" : "COMPRESSION='zlib'"), "INSERT INTO pages VALUES (1, REPEAT('x', 20000))",
            "CREATE TABLE `a b.c/d-\u00e9\u00dc\u65e5$` (id INT PRIMARY KEY)", "INSERT INTO `a b.c/d-\u00e9\u00dc\u65e5$` VALUES (1)",
            "CREATE TABLE self (id INT PRIMARY KEY, other INT, FOREIGN KEY (other) REFERENCES self (id))", "INSERT INTO self VALUES (1, NULL), (2, 1)"));
        if (mariaDb) {
            all.addAll(List.of(
                "CREATE TABLE aria_rows (id INT PRIMARY KEY, t TEXT) ENGINE=Aria TRANSACTIONAL=0", "INSERT INTO aria_rows VALUES (1, 'x')",
                "CREATE TABLE parts_m (id INT PRIMARY KEY) ENGINE=MyISAM PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)", "INSERT INTO parts_m VALUES (1), (20)"));
        }
        return all.toArray(String[]::new);
    }

    /** A MyISAM table whose index has a header longer than the 2048 bytes that mysqlhotcopy knew. */
    static String manyKeys(String name) {
        String columns = IntStream.range(0, 80).mapToObj(i -> "c" + i + " INT DEFAULT " + i).collect(Collectors.joining(", "));
        String keys = IntStream.range(0, 50).mapToObj(i -> "KEY k" + i + " (c" + i + ", c" + (i + 20) + ")").collect(Collectors.joining(", "));
        return "CREATE TABLE " + name + " (" + columns + ", " + keys + ") ENGINE=MyISAM";
    }

    static String twoThousandRows(String table) {
        return "INSERT INTO " + table + " (c1) SELECT a.n * 100 + b.n * 10 + c.n FROM " + digits("a", 20) + ", " + digits("b", 10) + ", " + digits("c", 10);
    }

    private static String digits(String alias, int count) {
        return "(" + IntStream.range(0, count).mapToObj(n -> "SELECT " + n + " AS n").collect(Collectors.joining(" UNION ALL ")) + ") " + alias;
    }
}
