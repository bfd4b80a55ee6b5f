package cerb.backup.operation.tree.carry;

import cerb.backup.format.FormatException;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The files that have vanished from the storage directory and stay in the tree until a later dump, each with the moment its absence was
 * noticed; the content of {@code /storage-carried.json}. Immutable and thread-safe.
 */
public final class CarriedFiles {
    /** Nothing is carried. */
    public static final CarriedFiles NONE = new CarriedFiles(new TreeMap<>());
    /** The most bytes that are read of a list of them: some 200,000 files. */
    public static final int LONGEST = 32 << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private final NavigableMap<RelativePath, Instant> since;

    /** These files; the map is copied. */
    public CarriedFiles(NavigableMap<RelativePath, Instant> since) {
        this.since = Collections.unmodifiableNavigableMap(new TreeMap<>(since));
    }

    /** Path to the moment its absence was noticed. */
    public NavigableMap<RelativePath, Instant> since() {
        return since;
    }

    /** Whether nothing is carried. */
    public boolean isEmpty() {
        return since.isEmpty();
    }

    /** The JSON text: {@code {"files":[{"path":"attachments/8/q/1","since":"..."}]}}; {@code path_base64} where the path is no UTF-8 text. */
    public byte[] write() {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("files");
            for (var file : since.entrySet()) {
                writeFile(json, file.getKey(), file.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return out.toByteArray();
    }

    private static void writeFile(JsonGenerator json, RelativePath path, Instant since) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path.toString());
        if (!isText(path)) {
            json.writeStringField("path_base64", Base64.getEncoder().encodeToString(path.bytes()));
        }
        json.writeStringField("since", since.toString());
        json.writeEndObject();
    }

    private static boolean isText(RelativePath path) {
        return RelativePath.of(path.toString()).equals(path);
    }

    /** Reads what {@link #write} wrote. Throws IOException where it is something else. */
    public static CarriedFiles read(byte[] text) throws IOException {
        var since = new TreeMap<RelativePath, Instant>();
        try (JsonParser json = JSON.createParser(text)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_OBJECT && json.getParsingContext().getParent().inArray()) {
                    readFile(json, since);
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("list of carried files: " + e.getMessage(), e);
        }
        return new CarriedFiles(since);
    }

    private static void readFile(JsonParser json, NavigableMap<RelativePath, Instant> since) throws IOException {
        RelativePath path = null;
        Instant at = Instant.EPOCH;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            String value = json.nextTextValue();
            if (value == null) {
                throw new IOException("list of carried files: " + FormatException.excerpt(field) + " is no text");
            }
            switch (field) {
                case "path" -> path = path == null ? RelativePath.of(value) : path;
                case "path_base64" -> path = path(Base64.getDecoder().decode(value));
                case "since" -> at = Instant.parse(value);
                default -> { }
            }
        }
        if (path != null) {
            since.put(path, at);
        }
    }

    private static RelativePath path(byte[] bytes) {
        RelativePath path = RelativePath.ROOT;
        int begin = 0;
        for (int end = 0; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] == '/') {
                path = path.child(FileName.of(Arrays.copyOfRange(bytes, begin, end)));
                begin = end + 1;
            }
        }
        return path;
    }
}
