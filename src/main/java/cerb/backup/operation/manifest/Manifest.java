package cerb.backup.operation.manifest;

import cerb.backup.format.FormatException;
import cerb.backup.format.Timestamps;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot says about itself; the content of {@code /manifest.json}.
 *
 * @param schema     version of this form, now 1
 * @param tool       name and version of the program that wrote it
 * @param helpdesk   the helpdesk's name
 * @param database   what is known of the dump, or null where there is none
 * @param storage    what is known of the storage directory, or null where there is none
 * @param crossCheck how rows and files were compared, or null where they were not
 * @param lacks      what makes it incomplete; null where nothing does, and in manifests of older versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(int schema, String tool, String helpdesk, DatabasePart database, StoragePart storage, CrossCheckPart crossCheck, Lacks lacks) {
    /** The version of the form that is written. */
    public static final int SCHEMA = 1;
    /** The most bytes that are read of one: some 10,000 tables. */
    public static final int LONGEST = 4 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * What is known of a storage directory.
     *
     * @param capturedAt   when its last walk or update began, RFC 3339
     * @param files        files in it
     * @param bytes        bytes of content in it
     * @param carriedFiles files in it that had vanished from the directory and wait for the next dump
     * @param device       the file system the directory was on
     * @param incomplete   whether something in it could not be read, or is missing
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StoragePart(String capturedAt, long files, long bytes, long carriedFiles, long device, boolean incomplete) { }

    /**
     * How rows and objects were compared; the sets are those of {@link CrossChecked}.
     *
     * @param at      when, RFC 3339
     * @param millis  how long it took
     * @param checked rows that were compared with an object
     * @param missing of them, those whose object is not there, or not as they say, although they were still the same when they were asked again
     * @param sets    the sets with their counts, by name; null in manifests of older versions
     * @param samples the first of each set; null in manifests of older versions
     * @param rows    which rows: {@code dump}, those that were dumped; {@code query}, those that the live database gave when it was asked, a little later than the dump; null,
     *                in manifests of older versions, is {@code dump}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CrossCheckPart(String at, long millis, long checked, long missing, SortedMap<String, CrossChecked.Count> sets, Samples samples, String rows) {
        /** Of what a comparison found; {@code asked}: not of the dump's own rows. */
        public static CrossCheckPart of(CrossChecked result, Samples samples, boolean asked) {
            SortedMap<String, CrossChecked.Count> sets = new TreeMap<>(Map.of("known_lost", result.knownLost(), "present", result.present(), "missing", result.missing(), "wrong_size", result.wrongSize(),
                    "wrong_hash", result.wrongHash(), "benign", result.benign(), "elsewhere", result.elsewhere(), "unreferenced", result.unreferenced(),
                    "empty", new CrossChecked.Count(result.empty(), 0), "unhashed", new CrossChecked.Count(result.unhashed(), 0)));
            return new CrossCheckPart(Timestamps.format(result.at()), result.took().toMillis(), result.compared(), result.damaged(), sets, samples, asked ? "query" : "dump");
        }

        /** What the comparison found; of older versions, which wrote no sets, only what is missing and what is not. Throws FormatException where its time is none. */
        public CrossChecked result() {
            SortedMap<String, CrossChecked.Count> known = sets == null ? new TreeMap<>(Map.of("present", count(checked - missing), "missing", count(missing))) : sets;
            return new CrossChecked(Timestamps.parse(String.valueOf(at)), Duration.ofMillis(millis), of(known, "present"), of(known, "missing"), of(known, "wrong_size"), of(known, "wrong_hash"), of(known, "benign"),
                    of(known, "known_lost"), of(known, "elsewhere"), of(known, "unreferenced"), of(known, "empty").objects(), of(known, "unhashed").objects());
        }

        private static CrossChecked.Count count(long objects) {
            return new CrossChecked.Count(objects, 0);
        }

        private static CrossChecked.Count of(Map<String, CrossChecked.Count> known, String set) {
            return known.getOrDefault(set, CrossChecked.Count.NONE);
        }
    }

    public Manifest {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(helpdesk, "helpdesk");
    }

    /** Of what lacks nothing. */
    public Manifest(int schema, String tool, String helpdesk, DatabasePart database, StoragePart storage, CrossCheckPart crossCheck) {
        this(schema, tool, helpdesk, database, storage, crossCheck, null);
    }

    /** Reads one. Throws IOException where it is no JSON of this form, or of a newer schema. */
    public static Manifest read(byte[] json) throws IOException {
        Manifest manifest;
        try {
            manifest = JSON.readValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new IOException("manifest that is no JSON of its form: " + FormatException.excerpt(e.getOriginalMessage()), e);
        }
        if (manifest == null) {
            throw new IOException("manifest that says null");
        }
        if (manifest.schema > SCHEMA) {
            throw new IOException("manifest of schema " + manifest.schema + ", newer than this program knows");
        }
        return manifest;
    }

    /** The JSON text, UTF-8; the same bytes for equal manifests. */
    public byte[] write() {
        try {
            return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }
}
