package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Handle;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/** What a sink says of the bytes of files that it holds. */
record SinkHashes(Map<Handle, String> hashes) {
    /** Asks for the SHA-256 of files; empty where the store computes none, or nothing is asked. */
    static Optional<SinkHashes> of(Collection<Handle> files, Backend sink) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        // with the config, which can be read: else no answer would mean the same for a store that computes none and for one that can read none of these
        var asked = new HashSet<>(files);
        asked.add(Handle.CONFIG);
        return Optional.of(sink.hashes(asked)).filter(hashes -> !hashes.isEmpty()).map(SinkHashes::new);
    }

    /** Whether the bytes there are those that the name says. */
    boolean isRight(Handle file) {
        return file.name().equals(hashes.get(file));
    }
}
