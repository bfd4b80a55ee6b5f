package cerb.backup.cli.forget;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Kind;
import cerb.backup.configuration.value.CalendarSpan;
import cerb.backup.operation.Engine;
import cerb.backup.operation.forget.Allow;
import cerb.backup.operation.forget.Forget;
import cerb.backup.operation.forget.ForgetOptions;
import cerb.backup.operation.forget.ForgetResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Retention;
import cerb.backup.operation.retention.RetentionPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Forgets snapshots. */
public final class ForgetWork implements Work {
    private final Engine engine;

    /** Forgets in an engine's repository, by its retention where the arguments do not say otherwise. */
    public ForgetWork(Engine engine) {
        this.engine = engine;
    }

    /**
     * The arguments are {@code ids}, {@code tags} (each a list of tags with commas), {@code others}, {@code allow}, {@code dry_run} and {@code keep}, whose fields
     * {@code last}, {@code hourly} ..., {@code within}, {@code within-hourly} ... are what stands after {@code --keep-}, and {@code tag} is a list; {@link RetryLock} reads its own.
     */
    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        ForgetResult result = engine.observers().whileTelling(display,
                () -> new Forget(engine, RetryLock.of(arguments, engine.options().retryLock())).run(options(arguments)));
        ObjectNode json = Json.object().put("dry_run", result.dryRun());
        json.set("kept", decisions(result.kept()));
        json.set("removed", decisions(result.removed()));
        json.set("findings", Texts.findings(result.findings()));
        return new Outcome(ExitCode.of(result.exitCode()), json);
    }

    private static ArrayNode decisions(List<ForgetResult.Decision> decisions) {
        ArrayNode array = Json.array();
        decisions.forEach(each -> array.add(Texts.snapshot(each.snapshot()).set("reasons", Json.array(each.reasons()))));
        return array;
    }

    private ForgetOptions options(ObjectNode arguments) {
        // a console asks by no rule of its own
        return new ForgetOptions(retention(arguments.path("keep") instanceof ObjectNode keep ? keep : Json.object()), Texts.texts(arguments, "ids"), tagLists("--tag", Texts.texts(arguments, "tags")),
                arguments.path("others").asBoolean(), allowed(Texts.texts(arguments, "allow")), arguments.path("dry_run").asBoolean());
    }

    private Retention retention(ObjectNode keep) {
        Retention configured = engine.options().retention();
        Map<Bucket, Integer> counts = new EnumMap<>(Bucket.class);
        counts.putAll(configured.policy().counts());
        Map<Bucket, CalendarSpan> within = new EnumMap<>(Bucket.class);
        within.putAll(configured.policy().within());
        for (Bucket bucket : Bucket.values()) {
            put(keep, bucket.word(), Kind.COUNT, bucket, counts);
            put(keep, bucket == Bucket.LAST ? "within" : "within-" + bucket.word(), Kind.CALENDAR_SPAN, bucket, within);
        }
        RetentionPolicy policy = new RetentionPolicy(counts, within, configured.policy().tags());
        return new Retention(policy.alsoKeeping(tagLists("--keep-tag", Texts.texts(keep, "tag"))), configured.mostSnapshots());
    }

    private static <T> void put(JsonNode keep, String name, Kind<T> kind, Bucket bucket, Map<Bucket, T> values) {
        String text = keep.path(name).asText("");
        if (!text.isEmpty()) {
            try {
                values.put(bucket, kind.parse().apply(text));
            } catch (IllegalArgumentException e) {
                throw FailureException.refused("--keep-" + name + " is \"" + text + "\"", "It must be " + kind.form() + ".");
            }
        }
    }

    private static List<List<String>> tagLists(String option, List<String> lists) {
        return lists.stream().map(list -> Texts.tags(option, list)).toList();
    }

    private static Set<Allow> allowed(List<String> words) {
        Set<Allow> allowed = EnumSet.noneOf(Allow.class);
        for (String word : words) {
            allowed.add(Arrays.stream(Allow.values()).filter(each -> each.word().equals(word)).findFirst().orElseThrow(() -> FailureException.refused(
                    "--unsafe-allow is \"" + word + "\"", "It must be one of " + Arrays.stream(Allow.values()).map(Allow::word).collect(Collectors.joining(", ")) + ".")));
        }
        return allowed;
    }
}
