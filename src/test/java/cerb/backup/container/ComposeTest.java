package cerb.backup.container;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The compose files: of the form that their specification describes, and of one mind with the image and the configuration. */
class ComposeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCKER = Path.of("docker");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");
    /** What a reader makes, as README.md says. */
    private static final List<String> READERS_OWN = List.of("./config", "./routes");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.existing.yaml"})
    void hasTheFormOfTheSpecification(String file) throws IOException {
        try (InputStream text = ComposeTest.class.getResourceAsStream("/compose/compose-spec.json")) {
            // Its own name is a relative one, which the validator takes for none.
            ObjectNode schema = ((ObjectNode) JSON.readTree(text)).put("$id", "https://compose-spec.io/compose_spec.json");
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema).validate(read(file))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.existing.yaml"})
    void setsOnlyWhatTheConfigurationKnows(String file) throws IOException {
        JsonNode service = read(file).path("services").path("cerb-backup");
        Map<String, String> environment = environment(file);
        Settings settings = Settings.of(Map.of(), environment);
        List<String> known = Keys.all().stream().map(key -> (key.ofSink() ? key.forSink("offsite") : key).variable()).toList();
        assertThat(known).containsAll(environment.keySet().stream().filter(name -> !name.equals("TZ")).toList());
        assertThat(settings.sinks()).containsExactly("offsite");
        assertThat(List.of(Keys.DUMP_SCHEDULE, Keys.CHECK_SCHEDULE)).as("what nobody who only starts it would think of").allMatch(key -> settings.find(key).isPresent());
        environment.forEach((name, value) -> {
            if (name.endsWith("_FILE")) {
                assertThat(value).as(name).startsWith("/run/secrets/");
                assertThat(texts(service.path("secrets"))).as(name).contains(value.substring("/run/secrets/".length()));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.existing.yaml"})
    void namesNothingThatIsNotThere(String file) throws IOException {
        JsonNode compose = read(file);
        for (JsonNode service : compose.path("services")) {
            texts(service.path("secrets")).forEach(secret -> assertThat(compose.path("secrets").path(secret).path("file").asText()).isEqualTo("./secrets/" + secret));
            texts(service.path("networks")).forEach(network -> assertThat(compose.path("networks").has(network)).as(network).isTrue());
            service.path("depends_on").fieldNames().forEachRemaining(other -> assertThat(compose.path("services").has(other)).as(other).isTrue());
            for (String volume : texts(service.path("volumes"))) {
                String from = volume.replaceFirst(":.*", "");
                if (from.startsWith("./")) {
                    assertThat(READERS_OWN.contains(from) || Files.exists(DOCKER.resolve(from))).as(from + " is there").isTrue();
                } else {
                    assertThat(compose.path("volumes").has(from)).as("volume " + from).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.existing.yaml"})
    void pinsEveryImageAndPublishesNothingToOtherMachines(String file) throws IOException {
        for (JsonNode service : read(file).path("services")) {
            assertThat(service.path("image").asText()).matches("[a-z0-9./-]+:[a-zA-Z0-9._-]+").doesNotEndWith(":latest");
            assertThat(texts(service.path("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
        }
    }

    @Test
    void knowsWhatTheDocumentAddsForDrillsAndAlerts() throws IOException {
        String added = Files.readString(DOCKER.resolve("README.md")).replaceFirst("(?s).*```yaml\n(.*?)```.*", "$1");
        Map<String, String> environment = new Yaml().load(added);
        Settings settings = Settings.of(Map.of(), environment);
        assertThat(Keys.all().stream().map(Setting::variable)).containsAll(environment.keySet());
        assertThat(settings.find(Keys.DRILL_SCHEDULE)).isPresent();
        assertThat(environment).allSatisfy((name, value) -> assertThat(value).matches(name.endsWith("_FILE") ? "/run/secrets/[a-z-]+" : ".+"));
    }

    /** Else going back to it, or bringing it to another host, would name another image than the one that runs. */
    @Test
    void runsTheImageThatTheDocumentKeeps() throws IOException {
        String image = read("compose.existing.yaml").path("services").path("cerb-backup").path("image").asText();
        assertThat(Files.readString(DOCKER.resolve("README.md"))).contains("docker tag " + image + " cerb-backup:previous", "docker tag cerb-backup:previous " + image, "docker save " + image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.existing.yaml"})
    void leavesItNoRightThatItDoesNotNeedAndTheTimeToEnd(String file) throws IOException {
        JsonNode service = read(file).path("services").path("cerb-backup");
        assertThat(service.path("user").asText()).matches("10001:\\d+");
        assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
        assertThat(service.has("cap_add") || service.path("privileged").asBoolean()).isFalse();
        assertThat(texts(service.path("security_opt"))).containsExactly("no-new-privileges:true");
        assertThat(service.path("mem_limit").asText()).isEqualTo("1g");
        assertThat(service.path("stop_grace_period").asText()).isEqualTo("10s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.existing.yaml"})
    void mountsWhereTheImageHasAPlaceForIt(String file) throws IOException {
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        JsonNode service = read(file).path("services").path("cerb-backup");
        assertThat(texts(service.path("volumes"))).isNotEmpty().allSatisfy(volume -> assertThat(dockerfile).contains(" " + volume.split(":")[1] + " "));
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(texts(service.path("tmpfs"))).singleElement().asString().startsWith("/tmp:");
    }

    /** The environment of the service cerb-backup. */
    static Map<String, String> environment(String file) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        read(file).path("services").path("cerb-backup").path("environment").properties().forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        return environment;
    }

    /** The file with what the environment leaves to its defaults; what it demands is there. */
    private static JsonNode read(String file) throws IOException {
        String text = VARIABLE.matcher(Files.readString(DOCKER.resolve(file))).replaceAll(match -> Matcher.quoteReplacement(
                "?".equals(match.group(2)) ? "given" : Optional.ofNullable(match.group(3)).orElse("")));
        return JSON.valueToTree(new Yaml().load(text));
    }

    private static List<String> texts(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList());
    }
}
