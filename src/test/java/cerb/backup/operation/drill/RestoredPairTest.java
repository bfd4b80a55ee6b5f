package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ChildJvm;
import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.ObjectTable;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.TestSchema;
import cerb.backup.storage.RelativePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows find their files whatever the locale of the JVM, whose idea of file names is fixed when it starts. */
class RestoredPairTest {
    @TempDir
    private Path storage;

    private void write(String path) throws Exception {
        Path file = RelativePath.of(path).in(storage);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    @Test
    void keyThatIsNoAsciiFindsItsFileInTheLocaleC() throws Exception {
        write("attachments/gro\u00df/7");
        write("attachments/8/q/1");
        try (TestSchema schema = TestSchema.on(Flavour.MYSQL)) {
            schema.execute("CREATE TABLE attachment (id INT PRIMARY KEY, storage_extension VARCHAR(80), storage_key VARCHAR(80), "
                    + "storage_size INT, storage_profile_id INT NOT NULL DEFAULT 0) DEFAULT CHARSET=utf8mb4");
            String key = "UNHEX('67726FC39F2F37')";
            for (String row : new String[] {"1, '%s', '8/q/1', 1", "7, '%s', " + key + ", 1", "8, '%s', " + key + ", 2", "9, '%s', '../attachments/8/q/1', 1", "10, '%s', 'none', 1"}) {
                schema.execute("INSERT INTO attachment (id, storage_extension, storage_key, storage_size) VALUES (" + row.formatted(ObjectTable.DISK) + ")");
            }
            ProcessBuilder jvm = ChildJvm.of(Comparing.class, Integer.toString(schema.port()), schema.name(), storage.toString());
            jvm.environment().keySet().removeIf(name -> name.startsWith("LC_"));
            jvm.environment().put("LANG", "C");
            Process process = jvm.start();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)).as("another size, a way out, and none").endsWith("rows=5 wrong=3\n");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Arguments: port, schema, storage directory. */
    static final class Comparing {
        public static void main(String[] arguments) {
            RestoredPair pair = new RestoredPair(DatabaseAddress.of("127.0.0.1", Integer.parseInt(arguments[0]), "root", () -> "").withSchema(arguments[1]), Path.of(arguments[2]),
                    Map.of(), Map.of());
            pair.run();
            System.out.println("rows=" + pair.rows() + " wrong=" + pair.wrong());
        }
    }
}
