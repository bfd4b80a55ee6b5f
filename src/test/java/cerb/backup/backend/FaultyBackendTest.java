package cerb.backup.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.memory.MemoryBackend;
import org.junit.jupiter.api.Test;

class FaultyBackendTest extends BackendContractTest {
    private final FaultyBackend backend = new FaultyBackend(new MemoryBackend());

    @Override
    protected Backend backend() {
        return backend;
    }

    @Test
    void breaksTheOrderedCallOnly() {
        Handle handle = save(FileType.DATA, bytes(10));
        backend.breakCall(1, FaultyBackend.Fault.PERMANENT, false);

        assertThat(backend.size(handle)).isEqualTo(10);
        assertThatThrownBy(() -> backend.size(handle)).isInstanceOf(PermanentException.class);
        assertThat(backend.size(handle)).isEqualTo(10);
    }

    @Test
    void savesAndLosesTheAnswer() {
        backend.breakCall(0, FaultyBackend.Fault.ANSWER_LOST, false);
        assertThatThrownBy(() -> backend.save(Handle.CONFIG, Content.of(bytes(3)))).isInstanceOf(TransientException.class);
        assertThat(backend.size(Handle.CONFIG)).isEqualTo(3);
    }
}
