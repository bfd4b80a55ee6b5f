package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key of a sink that its route does not read is accepted, and does nothing. */
class SinkKeysTest {
    private static final Pattern READ = Pattern.compile("\\{\\{\\??sink(?:\\.\\w+\\.|:)([a-z-]+)");
    /** Read beside the routes: health judges by it. */
    private static final Set<String> ELSEWHERE = Set.of(Keys.SINK_MOST_DELAY.name());

    static List<Path> routesOfSinks() throws IOException {
        try (Stream<Path> files = Files.walk(RoutesFixture.SHIPPED)) {
            return files.filter(file -> file.getFileName().toString().matches("sink-.*\\.camel\\.yaml")).sorted().toList();
        }
    }

    private static Set<String> read(Path file) throws IOException {
        return new HashSet<>(READ.matcher(Files.readString(file)).results().map(match -> match.group(1)).toList());
    }

    @ParameterizedTest
    @MethodSource("routesOfSinks")
    void everyRouteReadsWhatSinksOfAnyKindHave(Path file) throws IOException {
        assertThat(read(file)).contains("bandwidth", "verify", "delete");
    }

    @Test
    void everyKeyIsReadByARoute() throws IOException {
        Set<String> read = read(RoutesFixture.SHIPPED.resolve("errors.camel.yaml"));
        for (Path file : routesOfSinks()) {
            read.addAll(read(file));
        }
        List<String> keys = Keys.all().stream().map(Setting::name).filter(name -> name.startsWith("sink.<name>.") && !ELSEWHERE.contains(name))
                .map(name -> name.substring("sink.<name>.".length())).toList();
        // of a secret in a file its content may be read
        assertThat(keys).hasSizeGreaterThan(20).allMatch(key -> read.contains(key) || read.contains(key.replaceFirst("-file$", "")));
    }
}
