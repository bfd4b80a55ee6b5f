package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Handle;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sink says of the bytes of files that it holds. */
record SinkHashes(Map<Handle, String> hashes) {
    /** Asks for the SHA-256 of files; empty where the store computes none, or nothing is asked. */
    static Optional<SinkHashes> of(Collection<Handle> files, Backend sink) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        return sink.hashes(files).map(SinkHashes::new);
    }

    /** Proves to the ledger what a listing alone has confirmed of some files, and makes those suspects that are wrong at the sink, which are returned. */
    static List<Handle> prove(Collection<Handle> files, Backend sink, Ledger ledger) {
        List<Handle> listed = files.stream().filter(file -> ledger.isConfirmed(file) && !ledger.isProven(file)).toList();
        Optional<SinkHashes> hashes = of(listed, sink);
        List<Handle> wrong = listed.stream().filter(file -> hashes.filter(said -> !said.isRight(file)).isPresent()).toList();
        wrong.forEach(ledger::wrong);
        listed.forEach(ledger::prove);
        return wrong;
    }

    /** Whether the bytes there are those that the name says. */
    boolean isRight(Handle file) {
        return file.name().equals(hashes.get(file));
    }
}
