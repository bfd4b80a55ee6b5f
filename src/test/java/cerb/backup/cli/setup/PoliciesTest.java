package cerb.backup.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static List<JsonNode> printed(Map<String, String> values) throws Exception {
        String text = String.join("\n", Policies.lines(Settings.of(values, Map.of())));
        List<JsonNode> policies = new ArrayList<>();
        for (int begin = text.indexOf("\n{"); begin >= 0; begin = text.indexOf("\n{", begin + 1)) {
            policies.add(new ObjectMapper().readTree(text.substring(begin, text.indexOf("\n}", begin) + 2)));
        }
        return policies;
    }

    private static List<String> removable(JsonNode policy) {
        List<String> resources = new ArrayList<>();
        policy.path("Statement").forEach(statement -> {
            if (statement.path("Action").toString().contains("s3:DeleteObject")) {
                statement.path("Resource").forEach(resource -> resources.add(resource.asText()));
            }
        });
        return resources;
    }

    @Test
    void printsTheLeastAndTheAppendOnlyOneOfEachBucket() throws Exception {
        List<JsonNode> policies = printed(Map.of("sinks", "offsite,vault,second", "sink.offsite.bucket", "one", "sink.offsite.prefix", "cerb/", "sink.vault.host", "h",
                "sink.second.bucket", "two", "sink.second.object-lock-mode", "governance"));
        assertThat(policies).extracting(PoliciesTest::removable).containsExactly(List.of("arn:aws:s3:::one/cerb/*"), List.of("arn:aws:s3:::one/cerb/locks/*"),
                List.of("arn:aws:s3:::two/*"), List.of("arn:aws:s3:::two/locks/*"));
        assertThat(policies.get(0).toString()).contains("\"s3:prefix\":[\"cerb/*\"]").doesNotContain("Retention");
        assertThat(policies.get(2).toString()).contains("s3:PutObjectRetention").doesNotContain("Condition");
    }

    @Test
    void printsNothingWithoutABucket() throws Exception {
        assertThat(printed(Map.of())).isEmpty();
        assertThat(Policies.lines(Settings.of(Map.of("sinks", "vault"), Map.of()))).isEmpty();
    }
}
