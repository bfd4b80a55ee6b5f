package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Handle;
import cerb.backup.configuration.value.Plurals;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What sinks that can hash say of packs, so that these need not be fetched. */
final class AwayHashes {
    private static final Logger LOG = LoggerFactory.getLogger(AwayHashes.class);

    private AwayHashes() {}

    /** The SHA-256 of those packs of which some sink holds what their names say; of the others nothing is said, since another sink may hold them sound. */
    static Map<Handle, String> of(Collection<Handle> packs, Sinks sinks) {
        Map<Handle, String> sound = new HashMap<>();
        Set<Handle> left = new HashSet<>(packs);
        for (Backend sink : left.isEmpty() ? List.<Backend>of() : sinks.all()) {
            try {
                Map<Handle, String> said = sink.hashes(left).orElse(Map.of());
                left.stream().filter(pack -> pack.name().equals(said.get(pack))).forEach(pack -> sound.put(pack, pack.name()));
                left.removeAll(sound.keySet());
            } catch (BackendException e) {
                LOG.warn("{} fetched, because no hash can be asked for: {}", Plurals.are(left.size(), "pack"), e.getMessage());
            }
        }
        return sound;
    }
}
