package cerb.backup.cerb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkConfigTest {
    @TempDir
    Path cerb;

    @Test
    void readsWhatAnInstallationHas() throws IOException {
        FrameworkConfig config = read("""
                <?php
                // define('APP_DB_HOST','commented');
                # define('APP_DB_HOST','commented');
                /* define('APP_DB_HOST','commented');
                   */
                define('APP_DB_DRIVER','mysqli');
                define('APP_DB_HOST','db.example.com');
                define( "APP_DB_PORT" , 3307 );
                define('APP_DB_DATABASE','it\\'s "cerb"');
                define('APP_DB_USER','cerb');
                define('APP_DB_PASS','canary); define(\\'APP_DB_HOST\\', \\'evil');
                define('APP_DB_HOST','second');
                """, Map.of());
        assertThat(config.host()).contains("db.example.com");
        assertThat(config.port()).contains("3307");
        assertThat(config.schema()).contains("it's \"cerb\"");
        assertThat(config.storage()).contains(cerb.resolve("storage"));
        assertThat(config.unread()).isEmpty();
    }

    @Test
    void readsWhatTheContainerImageHas() throws IOException {
        String text = """
                <?php
                define('APP_DB_HOST', getenv('CERB_DB_HOST') ?: 'localhost');
                define('APP_DB_DATABASE', $_ENV['CERB_DB_NAME'] ?? "cerb");
                define('APP_STORAGE_PATH', getenv('CERB_STORAGE_PATH'));
                """;
        FrameworkConfig here = read(text, Map.of("CERB_DB_HOST", "mysql", "CERB_STORAGE_PATH", "/mnt/storage"));
        assertThat(here.host()).contains("mysql");
        assertThat(here.schema()).contains("cerb");
        assertThat(here.storage()).contains(Path.of("/mnt/storage"));
        FrameworkConfig elsewhere = read(text, Map.of());
        assertThat(elsewhere.host()).contains("localhost");
        assertThat(elsewhere.storage()).isEmpty();
        assertThat(elsewhere.unread()).containsExactly("APP_STORAGE_PATH: it comes from the environment variable CERB_STORAGE_PATH, which is not set here");
    }

    @Test
    void storageCanBeBesideTheFile() throws IOException {
        assertThat(read("<?php define('APP_STORAGE_PATH', APP_PATH . '/files');", Map.of()).storage()).contains(cerb.resolve("files"));
        assertThat(read("<?php define('APP_STORAGE_PATH', dirname(__FILE__) . '/../data');", Map.of()).storage()).contains(cerb.resolveSibling("data"));
    }

    @Test
    void hostCanCarryPortOrSocket() throws IOException {
        FrameworkConfig port = read("<?php define('APP_DB_HOST','db:3310');", Map.of());
        assertThat(port.host()).contains("db");
        assertThat(port.port()).contains("3310");
        FrameworkConfig socket = read("<?php define('APP_DB_HOST','localhost:/run/mysqld/mysqld.sock');", Map.of());
        assertThat(socket.socket()).contains("/run/mysqld/mysqld.sock");
        assertThat(socket.port()).isEmpty();
        assertThat(read("<?php define('APP_DB_HOST','::1');", Map.of()).host()).contains("::1");
    }

    @Test
    void saysWhatOnlyPhpCouldCompute() throws IOException {
        FrameworkConfig config = read("""
                <?php
                define('APP_DB_HOST', trim(file_get_contents('/run/secrets/host')));
                define('APP_DB_DATABASE', "cerb_$site");
                """, Map.of());
        assertThat(config.host()).isEmpty();
        assertThat(config.schema()).isEmpty();
        assertThat(config.unread()).containsExactly("APP_DB_HOST: it is computed", "APP_DB_DATABASE: its string has a variable or an escape");
    }

    @Test
    void missingFileIsSaid() {
        assertThatThrownBy(() -> FrameworkConfig.read(cerb.resolve("none"), Map.of())).isInstanceOf(NoSuchFileException.class);
    }

    @Property(tries = 500)
    void anyTextIsReadToItsEnd(@ForAll @Size(max = 40) List<@From("piece") String> pieces) throws IOException {
        Path directory = Files.createTempDirectory("framework");
        Path file = Files.writeString(directory.resolve("framework.config.php"), String.join("", pieces), StandardCharsets.UTF_8);
        try {
            assertThat(FrameworkConfig.read(directory, Map.of("A", "b")).unread()).allSatisfy(line -> assertThat(line).startsWith("APP_"));
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    @Provide
    Arbitrary<String> piece() {
        return Arbitraries.of("define(", "'APP_DB_HOST'", ",", "'", "\"", "\\", ")", ";", "getenv('A')", "?:", "??", ".", "/*", "*/", "//", "#", "\n", "<<<", "$_ENV['A']",
                "APP_PATH", "dirname(__FILE__)", "1", " ", "\u00e9", "$", "(", "define('APP_DB_PORT',");
    }

    private FrameworkConfig read(String text, Map<String, String> environment) throws IOException {
        Files.writeString(cerb.resolve("framework.config.php"), text);
        return FrameworkConfig.read(cerb, environment);
    }
}
