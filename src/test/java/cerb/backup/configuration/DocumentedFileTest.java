package cerb.backup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shipped file says what the code does. {@code -Dcerb.backup.rewrite=true} writes it anew from the code. */
class DocumentedFileTest {
    private static final Path FILE = Path.of("src/main/config/cerb-backup.properties");
    private static final int WIDTH = 118;

    @Test
    void shippedFileDescribesEveryKeyWithItsDefault() throws Exception {
        String expected = render();
        if (Boolean.getBoolean("cerb.backup.rewrite")) {
            Files.writeString(FILE, expected);
        }
        assertThat(Files.readString(FILE)).as("run this test with -Dcerb.backup.rewrite=true").isEqualTo(expected);
    }

    @Test
    void shippedFileLoads() {
        assertThatCode(() -> Settings.load(FILE, Map.of())).doesNotThrowAnyException();
    }

    @Test
    void keysAreUniqueAndPlannedOnesDoNotExist() {
        List<String> names = Keys.all().stream().<String>map(Setting::name).toList();
        assertThat(names).doesNotHaveDuplicates().doesNotContainAnyElementsOf(Keys.NOT_BUILT_YET);
    }

    private static String render() {
        StringBuilder text = new StringBuilder("""
                # cerb-backup: the configuration of one helpdesk.
                #
                # Every key is here with its default; take away the # to change one. Each can be overridden by an environment variable: upper case, with . and - as _
                # (database.host is DATABASE_HOST); an empty variable counts as not set. A key that does not exist is an error. Secrets never stand here, but in files of
                # their own that only their owner can read (chmod 600), or in the environment. A backslash is written twice. Keys user.* are for your own routes
                # ({{user.name}}), keys camel.* go to Camel.
                """);
        String section = "";
        for (Setting<?> setting : Keys.all()) {
            String next = setting.name().replaceAll("[.].*", "");
            if (!next.equals(section) && !(section.equals("sinks") && next.equals("sink"))) {
                text.append("\n# ---- ").append(next).append(" ----\n");
            }
            section = next;
            wrap(setting.description()).forEach(line -> text.append("# ").append(line).append('\n'));
            text.append('#').append(setting.ofSink() ? setting.forSink("offsite").name() : setting.name()).append('=').append(setting.defaultText()).append("\n\n");
        }
        return text.toString().replace("\n\n\n", "\n\n").stripTrailing() + "\n";
    }

    private static List<String> wrap(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
