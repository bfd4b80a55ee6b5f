package cerb.backup.operation.manifest;

import cerb.backup.format.FormatException;
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
import java.util.Objects;

/**
 * What a snapshot says about itself; the content of {@code /manifest.json}.
 *
 * @param schema     version of this form, now 1
 * @param tool       name and version of the program that wrote it
 * @param helpdesk   the helpdesk's name
 * @param database   what is known of the dump, or null where there is none
 * @param storage    what is known of the storage directory, or null where there is none
 * @param crossCheck how rows and files were compared, or null where they were not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(int schema, String tool, String helpdesk, DatabasePart database, StoragePart storage, CrossCheckPart crossCheck) {
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
     * How rows and files were compared.
     *
     * @param at      when, RFC 3339
     * @param checked rows that name a file
     * @param missing of them, those whose file was not there or had another size
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CrossCheckPart(String at, long checked, long missing) { }

    public Manifest {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(helpdesk, "helpdesk");
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
