package cerb.backup.cli.work;

import cerb.backup.cli.output.HumanSize;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.cache.AwayPacks;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** What of a repository is kept at the sinks alone, as results tell it: {@code packs_away} and {@code bytes_away}. */
public final class PacksAway {
    private PacksAway() {}

    /** Puts both into a result, of the repository in a directory. */
    public static ObjectNode put(ObjectNode result, Path directory) {
        AwayPacks away = AwayPacks.read(directory);
        return result.put("packs_away", away.all().size()).put("bytes_away", away.totalBytes());
    }

    /** The words for people, after a comma; empty where everything is here. */
    public static String words(JsonNode result) {
        long packs = result.path("packs_away").asLong();
        return packs == 0 ? "" : ", " + Plurals.words(packs, "pack") + " (" + HumanSize.of(result.path("bytes_away").asLong()) + ") kept at the sinks alone";
    }
}
