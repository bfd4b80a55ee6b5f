package cerb.backup.cerb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Where the objects of a storage profile are, in so far as it says so itself: until 10.4 a disk profile could have a directory, and a database profile a database, of its own.
 *
 * @param directory {@code storage_path}; empty: the storage directory. An object is in {@code <directory>/<namespace>/<key>}
 * @param database  {@code database}; empty: the helpdesk's own
 */
public record StorageProfile(String directory, String database) {
    /** The table of profiles; among its columns are {@code id} and {@code params_json}. */
    public static final String TABLE = "devblocks_storage_profile";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads {@code params_json}, which may be null; what is no JSON says nothing, to Cerb neither. */
    public static StorageProfile of(String parameters) {
        try {
            JsonNode json = JSON.readTree(parameters == null ? "" : parameters);
            return new StorageProfile(json.path("storage_path").asText(""), json.path("database").asText(""));
        } catch (JsonProcessingException e) {
            return new StorageProfile("", "");
        }
    }

    /** Whether its objects are neither in the storage directory nor in the helpdesk's database. */
    public boolean isElsewhere() {
        return !directory.isEmpty() || !database.isEmpty();
    }
}
