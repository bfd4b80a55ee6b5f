package cerb.backup.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An IAM policy as a store enforces it: what it does not allow is denied. Knows allowing statements, {@code *} and conditions on {@code s3:prefix}, which is what
 * ours have (AWS Identity and Access Management User Guide, "Policy evaluation logic").
 */
public final class Policy {
    private final JsonNode statements;
    private final Set<String> used = new TreeSet<>();

    /** Reads a policy. */
    public Policy(String json) {
        try {
            statements = new ObjectMapper().readTree(json).path("Statement");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a policy: " + json, e);
        }
    }

    /** Every action that some statement allows on something. */
    public Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        statements.forEach(statement -> actions.addAll(texts(statement.path("Action"))));
        return actions;
    }

    /** Those of them that requests needed so far. */
    public synchronized Set<String> used() {
        return new TreeSet<>(used);
    }

    /** Whether a request is not allowed. */
    public synchronized boolean denies(S3Request request) {
        List<String> needed = needed(request);
        used.addAll(needed);
        return !needed.stream().allMatch(action -> allows(action, request));
    }

    private static List<String> needed(S3Request request) {
        List<String> needed = new ArrayList<>();
        needed.add(switch (request.kind()) {
            case PUT -> "s3:PutObject";
            case GET, HEAD -> "s3:GetObject";
            case LIST -> "s3:ListBucket";
            case DELETE -> "s3:DeleteObject";
            case OTHER -> "s3:Other";
        });
        if (request.headers().containsKey("x-amz-object-lock-mode")) {
            needed.add("s3:PutObjectRetention");
        }
        return needed;
    }

    private boolean allows(String action, S3Request request) {
        String resource = "arn:aws:s3:::" + request.bucket() + (request.key().isEmpty() ? "" : "/" + request.key());
        for (JsonNode statement : statements) {
            List<String> prefixes = texts(statement.path("Condition").path("StringLike").path("s3:prefix"));
            if (statement.path("Effect").asText().equals("Allow") && texts(statement.path("Action")).contains(action) && isLike(texts(statement.path("Resource")), resource)
                    && (prefixes.isEmpty() || isLike(prefixes, request.prefix()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLike(List<String> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> text.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
