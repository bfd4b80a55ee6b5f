package cerb.backup.backend;

import cerb.backup.format.Id;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Another backend whose store computes hashes, as long as it is told to. */
public final class HashingBackend extends ForwardingBackend {
    private final Backend backend;
    private volatile boolean hashing;
    private volatile BackendException failure;

    /** Wraps a backend; it hashes nothing yet. */
    public HashingBackend(Backend backend) {
        super(backend);
        this.backend = backend;
    }

    /** Says whether it computes hashes from now on. */
    public void hashing(boolean now) {
        hashing = now;
    }

    /** Says with what it fails to compute any from now on; null for not at all. */
    public void failWith(BackendException now) {
        failure = now;
    }

    @Override
    public Optional<Map<Handle, String>> hashes(Collection<Handle> files) {
        if (failure != null) {
            throw failure;
        }
        if (!hashing) {
            return Optional.empty();
        }
        Map<Handle, String> hashes = new HashMap<>();
        files.forEach(file -> hashes.put(file, backend.load(file, 0, -1, in -> Id.hash(in.readAllBytes()).toString())));
        return Optional.of(hashes);
    }
}
