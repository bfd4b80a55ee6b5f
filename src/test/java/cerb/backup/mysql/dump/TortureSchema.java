package cerb.backup.mysql.dump;

import cerb.backup.mysql.TestSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A schema of everything that dumps have got wrong (fault catalogue, "MySQL / MariaDB dump"). */
public final class TortureSchema {
    private TortureSchema() {
    }

    /** Fills an empty schema with everything the server has but its character sets ({@link TortureCharsets}). */
    public static void fill(TestSchema schema) {
        boolean mariaDb = schema.isMariaDb();
        List<String> all = new ArrayList<>(read("common"));
        all.addAll(read(mariaDb ? "mariadb" : "mysql"));
        // Settings of the session end with it.
        schema.execute(all.toArray(String[]::new));
        schema.execute(statements(mariaDb));
    }

    /** Statements with empty lines between them. */
    private static List<String> read(String name) {
        try (InputStream in = TortureSchema.class.getResourceAsStream("/torture/" + name + ".sql")) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] statements(boolean mariaDb) {
        List<String> all = new ArrayList<>();
        all.addAll(numbers());
        all.addAll(texts());
        all.addAll(times());
        all.addAll(names());
        all.addAll(structures());
        all.addAll(programs());
        all.addAll(mariaDb ? onlyMariaDb() : onlyMySql());
        return all.toArray(String[]::new);
    }

    private static List<String> numbers() {
        return List.of("""
            CREATE TABLE numbers (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, f FLOAT, d DOUBLE, f2 FLOAT(7,2), n DECIMAL(65,30), t TINYINT,
              z INT(6) ZEROFILL, b BIT(20), y YEAR)""",
            "INSERT INTO numbers VALUES (0,0.1,0.1,1.1,0.1,-128,42,b'10101',0)",
            "INSERT INTO numbers VALUES (18446744073709551614,16777216,1.7976931348623157e308,12345.67,-1e-30,127,0,0xFFFFF,2155)",
            "INSERT INTO numbers VALUES (3,1e-45,4.9e-324,-0.01,99999999999999999999999999999999999.999999999999999999999999999999,0,NULL,0,1901)",
            "INSERT INTO numbers VALUES (4,-0e0,-0e0,-0e0,-0.0,0,1,1,NULL)",
            "INSERT INTO numbers VALUES (5,3.40282e38,0.30000000000000004,NULL,NULL,NULL,999999,NULL,2026)",
            "INSERT INTO numbers VALUES (6,8388609,2.2250738585072014e-308,NULL,123456789012345678901234567890.5,NULL,1234567,NULL,2000)",
            "CREATE TABLE binaries (id BINARY(16) NOT NULL PRIMARY KEY, b BLOB, v VARBINARY(300), g GEOMETRY, p POINT)",
            "INSERT INTO binaries VALUES (UNHEX('00FF27225C0A0D1A00FF27225C0A0D1A'),'',NULL,NULL,ST_GeomFromText('POINT(1.5 -2)'))",
            "INSERT INTO binaries VALUES (UNHEX('20FF27225C0A0D1A00FF27225C0A0D1A'),UNHEX('000A0D1A275C22C3A4F09F9B9F2D2D5C5C'),UNHEX('C3A4'),NULL,NULL)",
            "INSERT INTO binaries VALUES (UNHEX('10FF27225C0A0D1A00FF27225C0A0D1A'),UNHEX('000A0D1A275C22FF80'),'x',ST_GeomFromText('LINESTRING(0 0,1 1,2 1e-9)', 4326),NULL)");
    }

    private static List<String> texts() {
        return List.of("""
            CREATE TABLE texts (id INT NOT NULL PRIMARY KEY, u MEDIUMTEXT CHARACTER SET utf8mb4, u3 VARCHAR(200) CHARACTER SET utf8mb3,
              l VARCHAR(200) CHARACTER SET latin1, s VARCHAR(50) CHARACTER SET sjis, w VARCHAR(50) CHARACTER SET utf16, a VARCHAR(50) CHARACTER SET ascii,
              e ENUM('','a','it''s') CHARACTER SET latin1, e2 ENUM('x','y'), m SET('p','q,r','s'), c CHAR(10), j JSON)""".replace("'q,r'", "'q'"),
            "INSERT INTO texts VALUES (1, CONCAT('line\\nfeed\\r', CHAR(0,26,9,8 USING utf8mb4), '\\\\ ''quote'' \"double\" `tick` ; -- # /* */ %_ '), 'plain', 'plain', 'a', 'w', 'a', '', 'x', '', 'trail  ', '{\"a\": [1, 2.5, \"\\\\u00e9\\\\\\\\ \\\\\"q\\\\\"\"], \"k\": null}')",
            "INSERT INTO texts VALUES (2, '\uD83D\uDE00 emoji \u00e9\u00fc\u20ac \u65e5\u672c', '\u20ac\u00e9', '\u00e9\u20ac\u00ff', '\u65e5\u672c\u8868', '\uD83D\uDE00\u00e9', NULL, 'it''s', 'y', 'p,s', '', '\"\uD83D\uDE00\"')",
            "INSERT INTO texts (id, e, e2) VALUES (3, 0, 0)",
            "INSERT INTO texts (id, u) VALUES (4, REPEAT('long \\\\ line'' ', 400000))",
            "INSERT INTO texts (id, u, u3, l, c) VALUES (5, '', '', '', 'a\\tb')",
            "INSERT INTO texts (id, u) VALUES (6, CONCAT(REPEAT('0123456', 3), '\u00e9', REPEAT('89abcde', 3), ''''))");
    }

    private static List<String> times() {
        return List.of("""
            CREATE TABLE times (id INT NOT NULL PRIMARY KEY, d DATE, t TIME(6), dt DATETIME(6), ts TIMESTAMP(3) NULL, ts0 TIMESTAMP NOT NULL DEFAULT '2000-01-01 00:00:00')""",
            "INSERT INTO times VALUES (1,'0000-00-00','-838:59:59','0000-00-00 00:00:00','2026-10-25 00:30:00.123','2026-10-25 01:30:00')",
            "INSERT INTO times VALUES (2,'2026-00-10','26:01:02.000003','9999-12-31 23:59:59.999999','2026-03-29 01:30:00',0)",
            "INSERT INTO times VALUES (3,'2026-01-00',NULL,'2026-00-00 12:00:00',NULL,'2038-01-19 03:14:07')");
    }

    private static List<String> names() {
        return List.of(
            "CREATE TABLE `select` (`from` INT, `where``s` VARCHAR(9), `a b.c/d%` INT, `\u00fcber` INT)",
            "INSERT INTO `select` VALUES (1,'x',2,3),(1,'x',2,3),(NULL,NULL,NULL,NULL)",
            "CREATE TABLE `we/ird.na%me ``\u00e9\u65e5` (`order` INT PRIMARY KEY)", "INSERT INTO `we/ird.na%me ``\u00e9\u65e5` VALUES (0),(-5)",
            "CREATE TABLE `" + "x".repeat(64) + "` (a INT)", "CREATE TABLE empty_table (a INT PRIMARY KEY)");
    }

    private static List<String> structures() {
        return List.of("""
            CREATE TABLE generated_columns (b INT, v INT AS (b * 2) VIRTUAL, s VARCHAR(20) AS (CONCAT('<', id, '>')) STORED, id INT NOT NULL, hidden INT INVISIBLE DEFAULT 7, KEY (v),
              PRIMARY KEY (id))""",
            "INSERT INTO generated_columns (id, b, hidden) VALUES (1, 10, 70), (2, NULL, NULL)",
            "CREATE TABLE composite (a VARCHAR(20) COLLATE utf8mb4_unicode_ci, c INT NOT NULL, d DATE NOT NULL, x TEXT, PRIMARY KEY (d, a, c), FULLTEXT (x))",
            "INSERT INTO composite VALUES ('\u00c4', 1, '2026-01-01', 'one'), ('a', 2, '2026-01-01', 'two'), ('z''', -1, '2025-01-01', 'three')",
            "CREATE TABLE parent (id INT PRIMARY KEY, child INT)", "CREATE TABLE child (id INT PRIMARY KEY, parent INT, CONSTRAINT c1 FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE)",
            "INSERT INTO parent VALUES (1, 1)", "INSERT INTO child VALUES (1, 1)", "ALTER TABLE parent ADD CONSTRAINT c2 FOREIGN KEY (child) REFERENCES child (id)",
            "CREATE TABLE parts (id INT NOT NULL, v INT, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)",
            "INSERT INTO parts VALUES (1, 1), (100, 2)",
            "CREATE TABLE checked (a INT, s POINT NOT NULL, CONSTRAINT positive CHECK (a > 0), SPATIAL INDEX (s)) COMMENT='a; \\'comment\\' \\n/* -- '".replace(", SPATIAL INDEX (s)", ""),
            "INSERT INTO checked VALUES (1, POINT(1, 2))",
            "CREATE TABLE myisam_table (id INT NOT NULL AUTO_INCREMENT, t TEXT, PRIMARY KEY (id), FULLTEXT (t)) ENGINE=MyISAM AUTO_INCREMENT=77",
            "INSERT INTO myisam_table VALUES (5, 'five'), (3, 'three')", "CREATE TABLE memory_table (id INT) ENGINE=MEMORY", "INSERT INTO memory_table VALUES (1), (2)");
    }

    private static List<String> programs() {
        return List.of(
            "CREATE VIEW z_view AS SELECT id, b, `hidden` AS `hid``den` FROM generated_columns WHERE s <> 'a;\\n''b' OR s IS NULL",
            "CREATE VIEW a_view AS SELECT * FROM z_view WHERE id > 0 WITH CHECK OPTION",
            "CREATE FUNCTION twice(x INT) RETURNS INT DETERMINISTIC RETURN x * 2",
            "CREATE VIEW f_view AS SELECT twice(id) AS t, '\u00e9' AS e FROM parent",
            "SET SESSION sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES'",
            "CREATE PROCEDURE odd(IN \"p\" VARCHAR(9)) BEGIN DECLARE s VARCHAR(99); SET s = 'a\\' || \"p\" || ';;' || '//$$'; SELECT s, '\u00e9'; END",
            "CREATE TRIGGER trigger_2 BEFORE INSERT ON \"parts\" FOR EACH ROW SET NEW.v = COALESCE(NEW.v, 0) + 1",
            "SET SESSION sql_mode='NO_AUTO_VALUE_ON_ZERO'",
            "CREATE TRIGGER trigger_1 BEFORE INSERT ON parts FOR EACH ROW FOLLOWS trigger_2 BEGIN SET NEW.v = NEW.v * 10;\nSET @x = ';\n'; END",
            "CREATE TRIGGER trigger_0 BEFORE INSERT ON parts FOR EACH ROW PRECEDES trigger_2 SET @y = 1",
            "SET SESSION time_zone='+05:00'",
            "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DISABLE COMMENT 'it''s' DO BEGIN DELETE FROM parent WHERE id < 0; END");
    }

    private static List<String> onlyMariaDb() {
        return List.of(
            "CREATE SEQUENCE counter START WITH 100 INCREMENT BY 10 CACHE 5", "SELECT NEXTVAL(counter)", "CREATE TABLE with_default (a INT DEFAULT NEXTVAL(counter), b INT)",
            "INSERT INTO with_default (b) VALUES (1)",
            "CREATE TABLE native (u UUID PRIMARY KEY, i INET6)", "INSERT INTO native VALUES ('123e4567-e89b-12d3-a456-426655440000', '2001:db8::ff00:42:8329')",
            "CREATE TABLE history (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING", "INSERT INTO history VALUES (1, 1), (2, 2)", "UPDATE history SET v = 10 WHERE id = 1", "DELETE FROM history WHERE id = 2",
            "CREATE TABLE aria_table (a INT NOT NULL, b TEXT) ENGINE=Aria", "INSERT INTO aria_table VALUES (1, 'x')");
    }

    private static List<String> onlyMySql() {
        return List.of(
            "CREATE TABLE functional (a INT, b VARCHAR(20) DEFAULT (UUID()), KEY ((a + 1)))", "INSERT INTO functional VALUES (1, 'x')",
            "SET SESSION sql_generate_invisible_primary_key=ON", "CREATE TABLE keyless (a INT)", "INSERT INTO keyless VALUES (3), (1), (2)", "SET SESSION sql_generate_invisible_primary_key=OFF",
            "CREATE TABLE vectors (id INT PRIMARY KEY, v VECTOR(3))", "INSERT INTO vectors VALUES (1, STRING_TO_VECTOR('[1,2.5,-0.1]'))",
            "CREATE TABLE place (id INT PRIMARY KEY, g GEOMETRY NOT NULL SRID 4326, SPATIAL INDEX (g))", "INSERT INTO place VALUES (1, ST_GeomFromText('POINT(52.5 13.4)', 4326))");
    }
}
