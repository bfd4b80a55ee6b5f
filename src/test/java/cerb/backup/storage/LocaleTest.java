package cerb.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a JVM under another locale, because a JVM's idea of file names is fixed when it starts. */
class LocaleTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
    void namesAreTheSameBytesInEveryLocale(String locale) throws Exception {
        for (byte[] raw : AlienNames.ALL) {
            Files.writeString(FileName.of(raw).in(directory), "x");
        }
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of("target", "classes") + ":" + Path.of("target", "test-classes"), LocaleTest.class.getName() + "$Lister", directory.toString());
        process.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        process.environment().put("LANG", locale);
        process.redirectErrorStream(true);
        Process running = process.start();
        String listed = new String(running.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String expected = AlienNames.ALL.stream().map(FileName::of).sorted().map(name -> HexFormat.of().formatHex(name.bytes()) + " 1\n")
                .collect(Collectors.joining());
        assertThat(listed).isEqualTo(expected);
    }

    /** Prints what a directory holds: the names' bytes and the sizes. */
    static final class Lister {
        public static void main(String[] arguments) throws IOException {
            var text = new StringBuilder();
            for (Directory.Entry entry : Directory.list(Path.of(arguments[0]))) {
                text.append(HexFormat.of().formatHex(entry.name().bytes())).append(' ').append(entry.attributes().size()).append('\n');
            }
            System.out.print(text);
        }
    }
}
