package cerb.backup.operation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.local.FullDisk;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.configuration.FreeSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class GateTest {
    @TempDir
    Path root;

    @Test
    void appendersShareAndRemovalExcludes() throws Exception {
        Gate gate = new Gate();
        List<String> order = new ArrayList<>();
        Gate.Pass first = gate.append();
        Gate.Pass second = gate.append();
        Thread removal = inside(gate, true, order, "removal");
        second.close();
        second.close();
        assertThat(removal.getState()).isEqualTo(Thread.State.WAITING);
        first.close();
        removal.join();
        assertThat(order).containsExactly("removal");
        gate.append().close();
    }

    @Test
    void removalThatWaitsComesBeforeLaterAppenders() throws Exception {
        Gate gate = new Gate();
        List<String> order = new ArrayList<>();
        Gate.Pass first = gate.append();
        Thread removal = inside(gate, true, order, "removal");
        Thread later = inside(gate, false, order, "later");
        first.close();
        removal.join();
        later.join();
        assertThat(order).containsExactly("removal", "later");
    }

    private static Thread inside(Gate gate, boolean removal, List<String> order, String name) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try (Gate.Pass pass = take(gate, removal)) {
                order.add(pass == null ? "nothing" : name);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        return thread;
    }

    private static Gate.Pass take(Gate gate, boolean removal) {
        try {
            return removal ? gate.remove() : gate.append();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void floorRefusesPacksAndLetsTheRestPass() throws IOException {
        List<Boolean> heard = new ArrayList<>();
        SpaceFloor impossible = new SpaceFloor(root, FreeSpace.parse("100%"), (below, free, floor) -> heard.add(below));
        assertThatThrownBy(impossible::demand).isInstanceOf(SpaceFloor.NoRoomException.class).hasMessageContaining("repository.minimum-free=100%");
        try (FloorBackend backend = new FloorBackend(new LocalBackend(root), impossible, new Reserve(root, impossible))) {
            Content content = Content.of(new byte[100]);
            String name = "0".repeat(64);
            assertThatThrownBy(() -> backend.save(new Handle(FileType.DATA, name), content)).isInstanceOf(PermanentException.class).hasMessageContaining("nothing new is stored");
            backend.save(new Handle(FileType.SNAPSHOT, name), content);
            backend.remove(new Handle(FileType.SNAPSHOT, name));
        }
        assertThat(heard).containsExactly(true);
        new SpaceFloor(root, FreeSpace.parse("1"), (below, free, floor) -> { }).demand();
    }

    /** Others fill the disk too: the floor cannot see it coming. */
    @Test
    void refusalOfTheDiskIsExplainedAsTheFloorExplainsIt() {
        SpaceFloor none = new SpaceFloor(root, FreeSpace.parse("0"), (below, free, floor) -> { });
        FullDisk disk = new FullDisk(1 << 20);
        try (FloorBackend backend = new FloorBackend(new LocalBackend(root, disk), none, new Reserve(root, none))) {
            Content content = Content.of(new byte[2 << 20]);
            assertThatThrownBy(() -> backend.save(new Handle(FileType.DATA, "0".repeat(64)), content)).isInstanceOf(PermanentException.class)
                    .hasMessageContaining("the next file takes 2.0 MiB and repository.minimum-free=0").hasMessageEndingWith("lower repository.minimum-free.");
            assertThat(disk.room()).as("what was written of it is gone").isEqualTo(1 << 20);
        }
    }

    @Test
    void reserveIsGivenBackForAllButPacks() {
        SpaceFloor none = new SpaceFloor(root, FreeSpace.parse("0"), (below, free, floor) -> { });
        Reserve reserve = new Reserve(root, none);
        reserve.fill();
        Path file = root.resolve(Reserve.NAME);
        assertThat(file).exists();
        FullDisk disk = new FullDisk(0);
        disk.leaveReserve(file);
        try (FloorBackend backend = new FloorBackend(new LocalBackend(root, disk), none, reserve)) {
            assertThatThrownBy(() -> backend.save(new Handle(FileType.DATA, "0".repeat(64)), Content.of(new byte[9]))).isInstanceOf(PermanentException.class);
            assertThat(file).exists();
            backend.save(new Handle(FileType.LOCK, "0".repeat(64)), Content.of(new byte[9]));
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void reserveLeavesTheFloorAlone() {
        SpaceFloor impossible = new SpaceFloor(root, FreeSpace.parse("100%"), (below, free, floor) -> { });
        Reserve reserve = new Reserve(root, impossible);
        reserve.fill();
        assertThat(reserve.release()).isFalse();
    }

    @Test
    void hostLockIsGivenBack() {
        HostLock.take(root).close();
        try (HostLock lock = HostLock.take(root)) {
            assertThat(lock).isNotNull();
            assertThat(Files.exists(root.resolve(HostLock.NAME))).isTrue();
            assertThatThrownBy(() -> HostLock.take(root)).isInstanceOf(HostLock.BusyException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void ofTwoPacksThatFitOnlyOneByOneTheSecondWaitsForTheFirst() throws Exception {
        long free = Files.getFileStore(root).getUsableSpace();
        SpaceFloor floor = new SpaceFloor(root, FreeSpace.parse(Long.toString(free / 4)), (below, freeBytes, floorBytes) -> { });
        Semaphore entered = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        Backend slow = new ForwardingBackend(new MemoryBackend()) {
            @Override
            public void save(Handle handle, Content content) {
                entered.release();
                mayEnd.acquireUninterruptibly();
            }
        };
        try (FloorBackend backend = new FloorBackend(slow, floor, new Reserve(root, floor))) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> backend.save(new Handle(FileType.DATA, "a1".repeat(32)), ofLength(free / 2)));
            assertThat(entered.tryAcquire(50, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> backend.save(new Handle(FileType.DATA, "b2".repeat(32)), ofLength(free / 2)));
            assertThat(entered.tryAcquire(500, TimeUnit.MILLISECONDS)).as("the room of both is not there").isFalse();
            mayEnd.release();
            assertThat(entered.tryAcquire(50, TimeUnit.SECONDS)).as("the first is on the disk, or has failed").isTrue();
            mayEnd.release();
            CompletableFuture.allOf(first, second).get(50, TimeUnit.SECONDS);
        }
    }

    private static Content ofLength(long bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes;
            }

            @Override
            public InputStream open() {
                return InputStream.nullInputStream();
            }
        };
    }
}
