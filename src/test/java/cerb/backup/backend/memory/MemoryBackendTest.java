package cerb.backup.backend.memory;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendContractTest;

class MemoryBackendTest extends BackendContractTest {
    private final MemoryBackend backend = new MemoryBackend();

    @Override
    protected Backend backend() {
        return backend;
    }
}
