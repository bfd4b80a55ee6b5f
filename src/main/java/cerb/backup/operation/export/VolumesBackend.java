package cerb.backup.operation.export;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Volumes seen as the one repository that they are together, as far as they are sound. It may only be read; a lock, which a check takes, is kept in memory and concerns nobody
 * else. Safe for use by several threads.
 */
final class VolumesBackend implements Backend {
    private final Path directory;
    private final Map<Handle, Place> files = new HashMap<>();
    private final Map<Handle, byte[]> locks = new ConcurrentHashMap<>();

    private record Place(Backend volume, long bytes) {}

    /**
     * Looks at volumes.
     *
     * @param isSound whether a volume's file, by its path, is what it should be; others are as if they were not there
     */
    VolumesBackend(Path directory, List<Volume> volumes, BiPredicate<Volume, String> isSound) {
        this.directory = directory;
        for (Volume volume : volumes) {
            Backend backend = volume.backend();
            for (FileType type : List.of(FileType.CONFIG, FileType.KEY, FileType.SNAPSHOT, FileType.INDEX, FileType.DATA)) {
                backend.list(type, (handle, size) -> {
                    if (isSound.test(volume, handle.path())) {
                        files.putIfAbsent(handle, new Place(backend, size));
                    }
                });
            }
        }
    }

    @Override
    public void save(Handle handle, Content content) {
        if (handle.type() != FileType.LOCK) {
            throw new PermanentException("save " + handle + " in " + directory + ": volumes of an export are only read here");
        }
        try (var in = content.open()) {
            locks.put(handle, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        byte[] lock = locks.get(handle);
        if (lock == null) {
            return place(handle).volume().load(handle, offset, length, reader);
        }
        try {
            return reader.read(new ByteArrayInputStream(lock, (int) offset, (int) (length < 0 ? lock.length - offset : length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size(Handle handle) {
        byte[] lock = locks.get(handle);
        return lock == null ? place(handle).bytes() : lock.length;
    }

    private Place place(Handle handle) {
        Place place = files.get(handle);
        if (place == null) {
            throw new NotFoundException(handle.path() + " is on none of the volumes in " + directory + ", or damaged");
        }
        return place;
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        files.forEach((handle, place) -> {
            if (handle.type() == type) {
                file.accept(handle, place.bytes());
            }
        });
        if (type == FileType.LOCK) {
            locks.forEach((handle, lock) -> file.accept(handle, (long) lock.length));
        }
    }

    @Override
    public void remove(Handle handle) {
        if (locks.remove(handle) == null) {
            throw new PermanentException("remove " + handle + " in " + directory + ": volumes of an export are only read here");
        }
    }

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public void close() {
        // nothing is held between calls
    }
}
