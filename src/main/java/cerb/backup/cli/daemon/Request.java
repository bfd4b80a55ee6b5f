package cerb.backup.cli.daemon;

import cerb.backup.cli.output.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a client asks of the daemon.
 *
 * @param version   of the protocol
 * @param verb      what to do
 * @param arguments how
 */
record Request(int version, String verb, ObjectNode arguments) {
    static final int VERSION = 1;

    /** Reads a line. Throws IllegalArgumentException where it is no request. */
    static Request parse(String line) {
        ObjectNode json = Json.read(line);
        ObjectNode arguments = json.get("arguments") instanceof ObjectNode object ? object : Json.object();
        return new Request(json.path("version").asInt(), json.path("verb").asText(), arguments);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("version", version).put("verb", verb);
        json.set("arguments", arguments);
        return json;
    }
}
