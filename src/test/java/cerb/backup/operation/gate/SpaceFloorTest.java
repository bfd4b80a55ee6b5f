package cerb.backup.operation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.configuration.FreeSpace;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceFloorTest {
    private static final long FLOOR = 1000;
    private static final long PACK = 160;
    private static final long SMALL = 10;

    private final Disk disk = new Disk();
    private final List<Boolean> heard = new ArrayList<>();
    private final SpaceFloor floor = new SpaceFloor(Path.of("."), FreeSpace.parse(Long.toString(FLOOR)), (below, free, least) -> heard.add(below), directory -> disk);

    /** Nobody stores anything, so that nothing else would tell. */
    @Test
    void tellsOfADiskThatOthersFillAndFreeWheneverItIsAsked() {
        disk.free = FLOOR;
        assertThat(floor.shortage()).isEmpty();
        disk.free = FLOOR - 1;
        assertThat(floor.shortage()).isPresent();
        assertThat(heard).containsExactly(true);
        disk.free = FLOOR;
        assertThat(floor.shortage()).isEmpty();
        assertThat(heard).containsExactly(true, false);
    }

    @Test
    void staysShortUntilWhatWasRefusedHasRoomThoughSmallFilesAreStored() {
        disk.free = FLOOR + PACK - 1;
        for (int minute = 0; minute < 3; minute++) {
            floor.demand();
            assertThat(floor.room(SMALL)).isEmpty();
            assertThat(floor.room(PACK)).isPresent();
            assertThat(floor.shortage()).hasValueSatisfying(reason -> assertThat(reason).contains("the next file takes " + PACK + " B"));
        }
        assertThat(heard).containsExactly(true);
        disk.free = FLOOR - 1;
        assertThatThrownBy(floor::demand).isInstanceOf(SpaceFloor.NoRoomException.class);
        disk.free = FLOOR + PACK;
        assertThat(floor.shortage()).isEmpty();
        disk.free = FLOOR + PACK - 1;
        assertThat(floor.shortage()).as("nothing was refused since").isEmpty();
        assertThat(heard).containsExactly(true, false);
    }

    /** Of so much free space. */
    private static final class Disk extends FileStore {
        private long free;

        @Override
        public long getTotalSpace() {
            return 100 * FLOOR;
        }

        @Override
        public long getUsableSpace() {
            return free;
        }

        @Override
        public long getUnallocatedSpace() {
            return free;
        }

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public String type() {
            return "none";
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String name) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
            return null;
        }

        @Override
        public Object getAttribute(String attribute) {
            throw new UnsupportedOperationException(attribute);
        }
    }
}
