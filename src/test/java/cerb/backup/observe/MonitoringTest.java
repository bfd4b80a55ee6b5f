package cerb.backup.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.observe.problem.Limits;
import cerb.backup.observe.problem.Problems;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.observer.Observers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of metrics, the alert rules and the dashboard, held against what a running daemon exports. */
class MonitoringTest {
    private static final Path PROMETHEUS = Path.of("docker/prometheus");
    private static final Path DASHBOARD = Path.of("docker/grafana/dashboard.json");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Pattern OURS = Pattern.compile("\\bcerb_backup_[a-z_]+");
    /** What Prometheus adds by itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "alertname");

    @TempDir
    private static Path home;
    private static String exported;

    @BeforeAll
    static void scrape() throws Exception {
        Files.createDirectories(home.resolve("storage"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").set("management.port", Integer.toString(port));
        Ledger ledger = new Ledger(Clock.systemUTC());
        ledger.mirrorBacklog("offsite", new Backlog(0, 0, Optional.empty(), true));
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers(ledger)); Routes routes = fixture.start(true, Map.of("engine", engine))) {
            Problems problems = new Problems(ledger, Limits.of(fixture.settings()), Clock.systemUTC(), routes::stopped);
            Metrics.bind("cerb", ledger, home.resolve("repository"), () -> 4711, problems::list, routes.context().getRegistry().findSingleByType(MeterRegistry.class));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/metrics")).build();
            exported = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        }
    }

    @Test
    void everyMetricCarriesTheHelpdesk() {
        Map<String, Set<String>> labels = labels();
        assertThat(labels).containsKeys("cerb_backup_recovery_point_timestamp_seconds", "camel_exchanges_total");
        assertThat(labels).allSatisfy((name, names) -> assertThat(names).as(name).contains("helpdesk"));
    }

    @Test
    void tableDescribesEveryMetricThatIsExportedAndNoOther() throws Exception {
        List<String> rows = Files.readAllLines(PROMETHEUS.resolve("README.md")).stream().filter(line -> line.startsWith("| `cerb_backup_")).toList();
        List<String> wanted = labels().keySet().stream().filter(name -> OURS.matcher(name).matches()).map(MonitoringTest::row).toList();
        assertThat(rows).containsExactlyElementsOf(wanted);
    }

    @Test
    void rulesAskForMetricsAndLabelsThatAreExported() throws Exception {
        assertThat(OURS.matcher(Files.readString(PROMETHEUS.resolve("rules.yml"))).results().count()).isGreaterThan(10);
        for (String line : Files.readAllLines(PROMETHEUS.resolve("rules.yml"))) {
            if (line.strip().startsWith("expr:")) {
                assertAsksForWhatIsExported(line.replaceAll("up\\{job=\"[a-z-]+\"}", "0")); // Prometheus's own
            }
        }
    }

    @Test
    void dashboardAsksForMetricsAndLabelsThatAreExported() throws Exception {
        assertThat(queries()).hasSizeGreaterThan(10).allSatisfy(MonitoringTest::assertAsksForWhatIsExported);
    }

    @Test
    void promtoolAcceptsRulesAndTheirTestsAndEveryQueryOfTheDashboard() throws Exception {
        String promtool = promtool();
        run(promtool, "check", "rules", "rules.yml");
        run(promtool, "check", "config", "prometheus.yml");
        run(promtool, "test", "rules", "rules.test.yml");
        Path asRules = Files.createTempFile(home, "dashboard", ".yml");
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (String query : queries()) {
            rules.append("      - record: query_").append(++number).append("\n        expr: '").append(query.replace("$__rate_interval", "5m").replace("'", "''")).append("'\n");
        }
        Files.writeString(asRules, rules);
        run(promtool, "check", "rules", asRules.toString());
    }

    /** The metrics exported, each with the names of its labels. */
    private static Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new TreeMap<>();
        SAMPLE.matcher(exported).results().forEach(sample -> {
            Set<String> names = LABEL.matcher(Optional.ofNullable(sample.group(3)).orElse("")).results().map(label -> label.group(1)).collect(Collectors.toCollection(TreeSet::new));
            labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>()).addAll(names);
        });
        return labels;
    }

    private static String row(String name) {
        return "| `" + name + "` | " + ofMetric("TYPE", name) + " | " + String.join(", ", labels().get(name)) + " | " + ofMetric("HELP", name) + " |";
    }

    private static String ofMetric(String what, String name) {
        Matcher line = Pattern.compile("(?m)^# " + what + " " + name + " (.*)$").matcher(exported);
        assertThat(line.find()).as("# " + what + " " + name).isTrue();
        return line.group(1).strip();
    }

    private static void assertAsksForWhatIsExported(String query) {
        Map<String, Set<String>> known = labels();
        Set<String> names = OURS.matcher(query).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).as(query).isNotEmpty().isSubsetOf(known.keySet());
        Set<String> labels = names.stream().flatMap(name -> known.get(name).stream()).collect(Collectors.toCollection(TreeSet::new));
        labels.addAll(OF_PROMETHEUS);
        Set<String> used = Pattern.compile("([a-z_]+)\\s*(=|!=|=~|!~)\\s*\"").matcher(query).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Pattern.compile("(by|on|ignoring|without)\\s*\\(([^)]*)\\)").matcher(query).results()
                .forEach(found -> Arrays.stream(found.group(2).split(",")).map(String::strip).filter(label -> !label.isEmpty()).forEach(used::add));
        assertThat(used).as(query).isSubsetOf(labels);
    }

    private static List<String> queries() throws Exception {
        JsonNode board = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> queries = new java.util.ArrayList<>(board.findValuesAsText("expr"));
        for (JsonNode variable : board.path("templating").path("list")) {
            Matcher metric = Pattern.compile("label_values\\(([^,]+),\\s*(\\w+)\\)").matcher(variable.path("definition").asText());
            assertThat(metric.matches()).as(variable.path("definition").asText()).isTrue();
            queries.add("count by (" + metric.group(2) + ") (" + metric.group(1) + ")");
        }
        return queries.stream().map(query -> query.replace("$helpdesk", "cerb")).toList();
    }

    private static String promtool() {
        Optional<Path> found = Arrays.stream(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, "promtool")).filter(Files::isExecutable).findFirst();
        assertThat(found.isPresent() || System.getenv("CI") == null).as("promtool is on the PATH, as it must be under CI").isTrue();
        assumeTrue(found.isPresent(), "promtool is not on the PATH: Debian's package prometheus has it");
        return found.get().toString();
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(PROMETHEUS.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
    }
}
