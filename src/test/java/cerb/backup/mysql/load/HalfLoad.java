package cerb.backup.mysql.load;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.load.script.LoadOptions;
import java.util.List;
import java.util.Set;

/** A schema of all that a load makes, its dump with several files of rows a table, and loads of it that end early. */
final class HalfLoad {
    static final int EXIT_CODE = 99;
    static final int FILES_A_TABLE = 12;

    private HalfLoad() {
    }

    static void fill(TestSchema schema) {
        schema.execute("CREATE TABLE tree (id INT PRIMARY KEY AUTO_INCREMENT, up INT, name VARCHAR(20), FOREIGN KEY (up) REFERENCES tree (id)) AUTO_INCREMENT=900",
            "CREATE TABLE old (id INT, name VARCHAR(20), KEY (name)) ENGINE=MyISAM", "CREATE TABLE keyless (id INT, name VARCHAR(20))", "CREATE TABLE bare (id INT PRIMARY KEY)",
            "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2", "CREATE VIEW doubled AS SELECT id, twice(id) AS two FROM old", "CREATE VIEW many AS SELECT COUNT(*) FROM doubled",
            "CREATE TRIGGER counted BEFORE INSERT ON tree FOR EACH ROW SET NEW.name = UPPER(NEW.name)", "CREATE PROCEDURE p() SELECT 1",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO SELECT 1");
        if (schema.isMariaDb()) {
            schema.execute("CREATE SEQUENCE s", "SELECT NEXT VALUE FOR s", "CREATE TABLE versioned (id INT) WITH SYSTEM VERSIONING", "INSERT INTO versioned VALUES (1)", "UPDATE versioned SET id = 2");
        }
        for (int i = 1; i <= FILES_A_TABLE; i++) {
            schema.execute("SET foreign_key_checks=0", "INSERT INTO tree VALUES (" + i + ", " + (FILES_A_TABLE + 1 - i) + ", 'x')", "INSERT INTO old VALUES (7, 'o" + i + "')", "INSERT INTO keyless VALUES (7, 'k')");
        }
    }

    /** Each row of the large tables has a file of its own. */
    static DumpedFiles dump(TestSchema schema) throws Exception {
        DumpedFiles dumped = DumpedFiles.of(schema.address(), DumpOptions.defaults().withoutAccounts());
        for (String table : List.of("tree", "old", "keyless")) {
            String path = schema.name() + "/data/" + table + ".sql";
            String text = new String(dumped.files().get(path));
            int rows = text.indexOf("VALUES\n") + "VALUES\n".length();
            List<String> lines = text.substring(rows).lines().toList();
            dumped.remove(path);
            for (int i = 0; i < lines.size(); i++) {
                dumped.replace(file(schema, table, i + 1), text.substring(0, rows) + lines.get(i).replaceAll("[,;]$", "") + ";\n");
            }
        }
        return dumped;
    }

    static String file(TestSchema original, String table, int number) {
        return original.name() + "/data/" + table + ".%010d.sql".formatted(number);
    }

    static LoadOptions options(DumpedFiles dumped, boolean overwrite) {
        return options(dumped, 2, overwrite);
    }

    static LoadOptions options(DumpedFiles dumped, int parallelism, boolean overwrite) {
        return new LoadOptions(parallelism, overwrite, Set.of(), dumped.expectedRows()).withChecksums(dumped.checksums(), dumped.report().server().flavour().name());
    }

    /** Dumps one schema, loads it into another, and is gone without a word when so many files are loaded. */
    public static void main(String[] words) throws Exception {
        Flavour flavour = Flavour.valueOf(words[0]);
        int files = Integer.parseInt(words[3]);
        TestSchema original = TestSchema.existing(flavour, Integer.parseInt(words[4]), words[1]);
        TestSchema copy = TestSchema.existing(flavour, Integer.parseInt(words[4]), words[2]);
        DumpedFiles dumped = dump(original);
        Load.into(copy.address(), options(dumped, false)).tellingTo(new LoadListener() {
            @Override
            public void loaded(Amount amount) {
                if (amount.parts() >= files) {
                    Runtime.getRuntime().halt(EXIT_CODE);
                }
            }
        }).run(dumped);
    }
}
