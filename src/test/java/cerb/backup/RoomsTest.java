package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Data flows one way, as the note of package {@code cerb.backup} draws it: what is used without an arrow makes this test red, and so does an arrow without use.
 *
 * <p>What is used is asked of {@code jdeps}, so what is judged is what the compiler wrote, not what the sources say.
 */
final class RoomsTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path NOTE = Path.of("src/main/java/cerb/backup/package-info.java");
    private static final Pattern DRAWN = Pattern.compile("^(?: \\* )?(\\w+) ─*► (\\w+(?:, \\w+)*)$", Pattern.MULTILINE);
    private static final Pattern ARROW = Pattern.compile("^\\s+cerb\\.backup\\.(\\w+)\\S*\\s+->\\s+(\\S+)", Pattern.MULTILINE);
    private static final Pattern USE = Pattern.compile("^\\s+(cerb\\.backup\\S*)\\s+->\\s+(cerb\\.backup\\S*)", Pattern.MULTILINE);

    @Test
    void dataFlowsAsDrawn() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        ARROW.matcher(packageDependencies()).results().forEach(arrow -> {
            String to = room(arrow.group(2));
            if (!to.isEmpty() && !to.equals(arrow.group(1))) {
                uses.computeIfAbsent(arrow.group(1), from -> new TreeSet<>()).add(to);
            }
        });
        assertThat(uses).isNotEmpty().isEqualTo(drawn(NOTE));
    }

    @Test
    void noArrowLeadsBack() throws IOException {
        Map<String, Set<String>> left = drawn(NOTE);
        while (left.values().removeIf(to -> to.stream().noneMatch(left::containsKey))) {
            continue;
        }
        assertThat(left).isEmpty();
    }

    @Test
    void readersOfTheManualSeeTheSameRooms() throws IOException {
        assertThat(drawn(Path.of("README.md"))).isEqualTo(drawn(NOTE));
    }

    /** Packages that use each other can be understood, tested and changed only as one. */
    @Test
    void noPackageIsInACycle() {
        Map<String, Set<String>> left = new TreeMap<>();
        USE.matcher(packageDependencies()).results().filter(use -> !use.group(1).equals(use.group(2)))
                .forEach(use -> left.computeIfAbsent(use.group(1), from -> new TreeSet<>()).add(use.group(2)));
        assertThat(left).isNotEmpty();
        while (left.values().removeIf(to -> to.stream().noneMatch(left::containsKey))) {
            continue;
        }
        assertThat(left).as("packages in a cycle, or that use one in a cycle").isEmpty();
    }

    private static Map<String, Set<String>> drawn(Path file) throws IOException {
        Map<String, Set<String>> arrows = new TreeMap<>();
        DRAWN.matcher(Files.readString(file)).results().forEach(arrow -> arrows.put(arrow.group(1), new TreeSet<>(List.of(arrow.group(2).split(", ")))));
        return arrows;
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
