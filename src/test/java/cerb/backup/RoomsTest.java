package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Data flows one way: an import that no arrow of the package note {@code cerb.backup} allows makes this test red.
 *
 * <p>The arrows are asked of {@code jdeps}, so what is judged is what the compiler wrote, not what the sources say.
 */
final class RoomsTest {
    private static final Path CLASSES = Path.of("target/classes");

    private static final Set<String> EVERY_ROOM = Set.of(
            "component", "observe", "operation", "repository", "format", "crypto", "chunker", "backend", "mysql", "storage", "cerb", "configuration");

    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("cli", EVERY_ROOM),
            Map.entry("component", Set.of("operation", "repository", "backend", "mysql", "storage", "configuration", "format", "crypto")),
            Map.entry("observe", Set.of("operation", "configuration")),
            Map.entry("operation", Set.of("repository", "format", "crypto", "chunker", "backend", "mysql", "storage", "cerb", "configuration")),
            Map.entry("repository", Set.of("format", "crypto", "chunker", "backend")),
            Map.entry("format", Set.of()),
            Map.entry("crypto", Set.of()),
            Map.entry("chunker", Set.of()),
            Map.entry("backend", Set.of()),
            Map.entry("mysql", Set.of("crypto")),
            Map.entry("storage", Set.of()),
            Map.entry("cerb", Set.of()),
            Map.entry("configuration", Set.of("crypto")));

    private static final Pattern ARROW = Pattern.compile("^\\s+cerb\\.backup\\.(\\w+)\\S*\\s+->\\s+(\\S+)", Pattern.MULTILINE);

    @Test
    void dataFlowsOneWay() {
        Set<String> wrong = new TreeSet<>();
        ARROW.matcher(packageDependencies()).results().forEach(arrow -> {
            String from = arrow.group(1);
            String to = room(arrow.group(2));
            if (!to.isEmpty() && !to.equals(from) && !ARROWS.getOrDefault(from, Set.of()).contains(to)) {
                wrong.add(from + " -> " + to);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageIsInARoom() {
        Set<String> rooms = ARROW.matcher(packageDependencies()).results().map(arrow -> arrow.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms).isNotEmpty().isSubsetOf(ARROWS.keySet());
    }

    /** The engine rooms hold the algorithms, and can be used and tested without Camel. */
    @Test
    void engineRoomsDoNotKnowCamel() {
        assertThat(packageDependencies("org.apache.camel")).isSubsetOf("component", "cli", "observe");
    }

    /** What only the demo needs is on the demo's class path alone: the program would not start with it. */
    @Test
    void programDoesNotNeedTheDemo() {
        assertThat(packageDependencies("ch.vorburger")).isEmpty();
        assertThat(packageDependencies("org.gaul")).isEmpty();
        assertThat(packageDependencies("cerb.backup.demo")).isEmpty();
    }

    private static Set<String> packageDependencies(String prefix) {
        return ARROW.matcher(packageDependencies()).results()
                .filter(arrow -> arrow.group(2).startsWith(prefix))
                .map(arrow -> arrow.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String room(String packageName) {
        String prefix = "cerb.backup.";
        return packageName.startsWith(prefix) ? packageName.substring(prefix.length()).split("\\.")[0] : "";
    }

    private static String packageDependencies() {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = jdeps.run(new PrintWriter(out), new PrintWriter(errors),
                "-verbose:package", "-filter:none", "--multi-release", "base", "--ignore-missing-deps", CLASSES.toString());
        assertThat(status).as(errors.toString()).isZero();
        return out.toString();
    }
}
