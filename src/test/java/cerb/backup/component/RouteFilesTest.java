package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Every route file has the form that Camel's own schema describes, and the form that the style guide asks for. */
class RouteFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final JsonSchema SCHEMA = schema();
    private static final Settings DEFAULTS = Settings.of(Map.of("repository.password-file", "/nowhere"), Map.of());

    private static JsonSchema schema() {
        try (InputStream in = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(RoutesFixture.SHIPPED)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isValidForCamel(Path file) throws IOException {
        assertThat(SCHEMA.validate(resolved(routes(file)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesEveryStep(Path file) throws IOException {
        Set<String> ids = new HashSet<>();
        steps(routes(file), (kind, step) -> {
            assertThat(step.path("id").asText()).as(kind + " " + step).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(ids.add(step.path("id").asText())).as("id twice: " + step.path("id")).isTrue();
        });
        assertThat(ids).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void describesEveryRoute(Path file) throws IOException {
        routes(file).forEach(entry -> entry.forEach(route -> assertThat(route.path("description").asText()).endsWith(".")));
    }

    @Test
    void keepsSecretsOutOfUris() throws IOException {
        for (Path file : files()) {
            assertThat(Files.readAllLines(file)).noneMatch(line -> line.contains("uri:") && line.matches(".*(?i)(key|secret|password|webhook|heartbeat)}}.*"));
        }
    }

    /** The routes of a file; a kamelet's template as one of them. */
    private static ArrayNode routes(Path file) throws IOException {
        JsonNode tree;
        try (InputStream in = Files.newInputStream(file)) {
            tree = JSON.valueToTree(new Yaml().load(in));
        }
        if (tree.isArray()) {
            return (ArrayNode) tree;
        }
        assertThat(tree.path("metadata").path("name").asText()).isEqualTo(file.getFileName().toString().replace(".kamelet.yaml", ""));
        var route = JSON.createObjectNode();
        route.put("id", tree.path("metadata").path("name").asText());
        route.set("description", tree.path("spec").path("definition").path("description"));
        route.set("from", tree.path("spec").path("template").path("from").deepCopy());
        var routes = JSON.createArrayNode();
        routes.addObject().set("route", route);
        return routes;
    }

    /** The routes with the defaults of the settings in the place of placeholders; a name stands for a setting that has none. */
    private static JsonNode resolved(JsonNode node) throws IOException {
        Object plain = JSON.treeToValue(node, Object.class);
        return JSON.valueToTree(resolve(plain));
    }

    private static Object resolve(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> resolved = new java.util.LinkedHashMap<>();
            map.forEach((key, each) -> resolved.put(key, TEXTS.contains(key) ? each : resolve(each)));
            return resolved;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RouteFilesTest::resolve).toList();
        }
        if (!(value instanceof String text)) {
            return value;
        }
        String resolved = PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf(match.group(1))));
        return resolved.equals(text) ? text : typed(resolved);
    }

    private static String valueOf(String placeholder) {
        String name = placeholder.replaceFirst("^\\?", "").replaceFirst("^sink:", "sink.default.");
        if (name.matches("daemon|(given|missing|is):.*")) {
            return "true";
        }
        return DEFAULTS.placeholder(name.replaceFirst(":$", "")).orElse(name);
    }

    private static Object typed(String text) {
        if (text.matches("true|false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("-?[0-9]{1,9}") ? (Object) Integer.valueOf(text) : text;
    }

    /** Where the schema wants a text though it looks like a number or a boolean. */
    private static final Set<String> TEXTS = Set.of("redeliveryDelay", "maximumRedeliveryDelay", "precondition");

    private static final Set<String> STEPS = Set.of("route", "from", "to", "toD", "setHeader", "setBody", "setProperty", "removeHeaders", "choice", "split", "filter", "doTry", "doFinally",
            "log", "marshal", "unmarshal", "throwException", "onException", "routeConfiguration", "delay", "pollEnrich", "bean", "process");

    private static void steps(JsonNode node, BiConsumer<String, JsonNode> found) {
        node.properties().forEach(property -> {
            if (STEPS.contains(property.getKey()) && property.getValue().isObject()
                    && !(property.getKey().equals("from") && property.getValue().path("uri").asText().startsWith("kamelet:"))) {
                found.accept(property.getKey(), property.getValue());
            }
            steps(property.getValue(), found);
        });
        if (node.isArray()) {
            node.forEach(each -> steps(each, found));
        }
    }
}
