package cerb.backup.container;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.kit.Confirmation;
import cerb.backup.observe.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is on call finds each word that the program or Prometheus may say to them in {@code docker/README.md}, and no other. */
class RunbookTest {
    private static final Pattern ALERT = Pattern.compile("CerbBackup\\w+");

    @Test
    void explainsEveryProblem() throws IOException {
        String table = runbook();
        Stream<String> codes = Stream.concat(Arrays.stream(Problem.Kind.values()).map(Problem.Kind::code), Stream.of(Confirmation.CODE));
        assertThat(codes.map(code -> "`" + code + "`")).allSatisfy(code -> assertThat(table).contains(code));
    }

    @Test
    void explainsEveryAlertOfTheRules() throws IOException {
        assertThat(alerts(runbook())).isEqualTo(alerts(Files.readString(Path.of("docker/prometheus/rules.yml"))));
    }

    private static Set<String> alerts(String text) {
        return ALERT.matcher(text).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String runbook() throws IOException {
        String readme = Files.readString(Path.of("docker/README.md"));
        int begin = readme.indexOf("## What to watch");
        return readme.substring(begin, readme.indexOf("\n## ", begin));
    }
}
