package cerb.backup.operation.marks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * When the jobs of a helpdesk last went well. Immutable; as JSON:
 * <pre>
 * {"version":1,"begun":"2026-11-01T09:00:00Z","pruned":"2026-11-23T03:40:00Z","retained":"2026-11-23T09:23:00Z","checked":null,"damaged":false,"part":3,"sinks":{"offsite":{"named":"2026-11-01T09:00:00Z","held":null,"hashed":"2026-11-22T01:00:00Z","share":7,"failing":{"reason":"...","last":"2026-11-23T09:00:00Z","since":"2026-11-23T03:00:00Z"}}}}
 * </pre>
 *
 * @param begun   when the first daemon of this repository began, or null
 * @param pruned  when the last prune ended, one in its trial included, or null
 * @param retained when the configured retention last forgot what need not stay, or null
 * @param checked when the last check ended, or null
 * @param damaged whether that check found damage, or something since
 * @param part    the part of the packs that a scheduled check read last, or 0
 * @param sinks   what is known of each sink
 */
public record Marks(Instant begun, Instant pruned, Instant retained, Instant checked, boolean damaged, int part, Map<String, Sink> sinks) {
    /**
     * A sink.
     *
     * @param named when a daemon first had it among its sinks
     * @param held  when it last held everything, or null
     * @param hashed when a share of its files was last hashed there, or it was first listed, or null
     * @param share  the share that is next, from 0
     * @param failing the row of failures that has not ended in its holding everything, or null
     */
    public record Sink(Instant named, Instant held, Instant hashed, int share, Failing failing) {
        /** Of whose hashing nothing is known. */
        public Sink(Instant named, Instant held) {
            this(named, held, null, 0, null);
        }
    }

    /** Of a repository of which nothing is known. */
    public static final Marks NONE = new Marks(null, null, null, null, false, 0, Map.of());

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the map. */
    public Marks {
        sinks = Map.copyOf(sinks);
    }

    /** Of a repository of whose parts none was read in turn. */
    public Marks(Instant begun, Instant pruned, Instant retained, Instant checked, boolean damaged, Map<String, Sink> sinks) {
        this(begun, pruned, retained, checked, damaged, 0, sinks);
    }

    /** With the sinks that are named now, and no others. */
    Marks withDaemon(Instant at, Collection<String> named) {
        Map<String, Sink> known = new TreeMap<>();
        named.forEach(sink -> known.put(sink, sinks.getOrDefault(sink, new Sink(at, null))));
        return new Marks(begun == null ? at : begun, pruned, retained, checked, damaged, part, known);
    }

    Marks withPruned(Instant at) {
        return new Marks(begun, at, retained, checked, damaged, part, sinks);
    }

    Marks withRetained(Instant at) {
        return new Marks(begun, pruned, at, checked, damaged, part, sinks);
    }

    Marks withChecked(Instant at, boolean foundDamage) {
        return new Marks(begun, pruned, retained, at, foundDamage, part, sinks);
    }

    Marks withDamage() {
        return new Marks(begun, pruned, retained, checked, true, part, sinks);
    }

    Marks withPartRead(int read) {
        return new Marks(begun, pruned, retained, checked, damaged, read, sinks);
    }

    Marks withHeld(String sink, Instant at) {
        Sink known = sinks.getOrDefault(sink, new Sink(at, at));
        return with(sink, new Sink(known.named(), at, known.hashed(), known.share(), null));
    }

    Marks withHashed(String sink, Instant at, int share) {
        Sink known = sinks.getOrDefault(sink, new Sink(at, null));
        return with(sink, new Sink(known.named(), known.held(), at, share, known.failing()));
    }

    Marks withFailure(String sink, String reason, Instant at) {
        Sink known = sinks.getOrDefault(sink, new Sink(at, null));
        return with(sink, new Sink(known.named(), known.held(), known.hashed(), known.share(), Failing.again(known.failing(), reason, at)));
    }

    private Marks with(String name, Sink sink) {
        Map<String, Sink> more = new TreeMap<>(sinks);
        more.put(name, sink);
        return new Marks(begun, pruned, retained, checked, damaged, part, more);
    }

    /** Throws IllegalArgumentException, DateTimeException or JsonProcessingException where the text is not what {@link #json} writes. */
    static Marks parse(String text) throws JsonProcessingException {
        JsonNode node = JSON.readTree(text);
        if (node.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("it is of version " + node.path("version") + ", known is " + VERSION);
        }
        Map<String, Sink> sinks = new TreeMap<>();
        node.path("sinks").properties().forEach(entry -> sinks.put(entry.getKey(), sink(entry.getValue())));
        return new Marks(time(node, "begun"), time(node, "pruned"), time(node, "retained"), time(node, "checked"), node.path("damaged").asBoolean(), node.path("part").asInt(), sinks);
    }

    private static Sink sink(JsonNode node) {
        return new Sink(Instant.parse(node.path("named").asText()), time(node, "held"), time(node, "hashed"), node.path("share").asInt(), failing(node.path("failing")));
    }

    private static Failing failing(JsonNode node) {
        return node.isObject() ? new Failing(node.path("reason").asText(), Instant.parse(node.path("last").asText()), Instant.parse(node.path("since").asText())) : null;
    }

    private static Instant time(JsonNode node, String name) {
        return node.hasNonNull(name) ? Instant.parse(node.path(name).asText()) : null;
    }

    String json() throws JsonProcessingException {
        ObjectNode node = JSON.createObjectNode().put("version", VERSION).put("begun", text(begun)).put("pruned", text(pruned)).put("retained", text(retained)).put("checked", text(checked)).put("damaged", damaged).put("part", part);
        ObjectNode named = node.putObject("sinks");
        new TreeMap<>(sinks).forEach((name, sink) -> put(sink, named.putObject(name)));
        return JSON.writeValueAsString(node);
    }

    private static void put(Sink sink, ObjectNode node) {
        node.put("named", text(sink.named)).put("held", text(sink.held)).put("hashed", text(sink.hashed)).put("share", sink.share);
        if (sink.failing != null) {
            node.putObject("failing").put("reason", sink.failing.reason()).put("last", text(sink.failing.last())).put("since", text(sink.failing.since()));
        }
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
