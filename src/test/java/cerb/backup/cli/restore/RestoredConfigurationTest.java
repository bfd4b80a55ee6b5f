package cerb.backup.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.mysql.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restored configuration leads to the live database until somebody changes it. */
final class RestoredConfigurationTest {
    private static final DatabaseAddress RESTORED = DatabaseAddress.of("127.0.0.1", 3306, "admin", () -> "").withSchema("rehearsal");

    @TempDir
    Path root;

    private List<String> told(String path, String text) throws IOException {
        Path file = root.resolve("." + path).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return RestoredConfiguration.elsewhere(root, List.of(path, "/not/restored/.env"), RESTORED).stream().map(Object::toString).toList();
    }

    @Test
    void tellsOfTheLiveDatabaseAndNotOfItsPassword() throws IOException {
        assertThat(told("/srv/cerb/framework.config.php", "<?php define('APP_DB_HOST','db.example.com'); define('APP_DB_DATABASE','cerb'); define('APP_DB_PASS','canary');"))
                .singleElement().asString().startsWith(root + "/srv/cerb/framework.config.php: names the database cerb at db.example.com, and what was restored is admin@127.0.0.1:3306/rehearsal.").doesNotContain("canary");
        assertThat(told("/srv/cerb/.env", "# x\nCERB_DB_USER=cerb\nMYSQL_PASSWORD=canary\nexport CERB_DB_NAME=\"cerb\"\nCERB_DB_HOST=mysql:3306\n"))
                .singleElement().asString().contains("/.env: names the database cerb at mysql:3306, ").doesNotContain("canary");
        assertThat(told("/srv/cerb/framework.config.php", "<?php define('APP_DB_DATABASE', trim(file_get_contents('/run/x')));")).singleElement().asString().contains("cannot be told");
    }

    @Test
    void tellsOfTheSameNameAtAnotherPortOfThisMachine() throws IOException {
        assertThat(told("/srv/cerb/framework.config.php", "<?php define('APP_DB_HOST','127.0.0.1:3307'); define('APP_DB_DATABASE','rehearsal');")).singleElement().asString().contains("rehearsal at 127.0.0.1:3307, ");
        assertThat(told("/srv/cerb/.env", "DB_NAME=rehearsal\nDB_HOST=127.0.0.1\nDB_PORT=3307\n")).singleElement().asString().contains("rehearsal at 127.0.0.1:3307, ");
        assertThat(told("/srv/cerb/.env", "DB_NAME=rehearsal\nDB_HOST=127.0.0.1:3306\n")).isEmpty();
        DatabaseAddress second = DatabaseAddress.of("127.0.0.1", 3307, "admin", () -> "").withSchema("rehearsal");
        Files.writeString(root.resolve("framework.config.php"), "<?php define('APP_DB_HOST','localhost'); define('APP_DB_DATABASE','rehearsal');");
        assertThat(RestoredConfiguration.elsewhere(root, List.of("/framework.config.php"), second)).hasSize(1);
    }

    @Test
    void saysNothingOfWhatNamesTheRestoredOne() throws IOException {
        assertThat(told("/srv/cerb/framework.config.php", "<?php define('APP_DB_HOST','localhost'); define('APP_DB_DATABASE','rehearsal');")).isEmpty();
        assertThat(told("/srv/cerb/.env", "TZ=UTC\nMYSQL_PORT=3306\n")).isEmpty();
        assertThat(told("/srv/cerb/compose.yaml", "MYSQL_DATABASE=cerb\n")).isEmpty();
    }
}
