package cerb.backup.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandleTest {
    private static final String NAME = "ab01".repeat(16);

    @ParameterizedTest
    @EnumSource(FileType.class)
    void parseInvertsPath(FileType type) {
        Handle handle = type == FileType.CONFIG ? Handle.CONFIG : new Handle(type, NAME);
        assertThat(Handle.parse(handle.path())).contains(handle);
    }

    @Test
    void spreadsPacksOverDirectories() {
        assertThat(new Handle(FileType.DATA, NAME).path()).isEqualTo("data/ab/" + NAME);
        assertThat(new Handle(FileType.KEY, NAME).path()).isEqualTo("keys/" + NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "config/x", "data", "data/ab", "data/ff/ab01", "keys/../config", "nothing/else", "/config"})
    void findsNothingInOtherPaths(String path) {
        assertThat(Handle.parse(path)).isEmpty();
    }

    @Test
    void findsNothingInTheWrongDirectory() {
        assertThat(Handle.parse("data/ff/" + NAME)).isEmpty();
        assertThat(Handle.parse("keys/ab/" + NAME)).isEmpty();
    }

    @Test
    void refusesTemporaryNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Handle(FileType.DATA, NAME + "-tmp-1"));
    }
}
