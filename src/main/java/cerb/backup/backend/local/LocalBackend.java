package cerb.backup.backend.local;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.FirstBytes;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.StoreFullException;
import cerb.backup.backend.TransientException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Keeps the files in a directory of this machine. Directories are made when they are first needed, with mode 0700 (files 0600), or
 * group-readable where the {@code config} file is.
 */
public final class LocalBackend implements Backend {
    private final Path directory;
    private final Disk disk;
    private final DurableFiles files;

    /** Uses a directory, which need not exist yet. */
    public LocalBackend(Path directory) {
        this(directory, Disk.REAL);
    }

    /** Uses a directory, which need not exist yet, through another disk. */
    public LocalBackend(Path directory, Disk disk) {
        this.directory = directory.toAbsolutePath().normalize();
        this.disk = disk;
        this.files = new DurableFiles(this.directory, disk);
    }

    /**
     * Removes the temporary files that killed processes have left.
     *
     * @param before moment after which a file must not have been written to: those of living processes are younger
     * @return how many they were
     */
    public int removeLeftovers(Instant before) {
        try {
            return new Leftovers(directory, disk).remove(before);
        } catch (IOException e) {
            throw translate("look for temporary files below", ".", e);
        }
    }

    @Override
    public void save(Handle handle, Content content) {
        Path file = path(handle);
        try {
            if (!Files.exists(file)) {
                files.write(file, content);
            } else if (Files.size(file) != content.length()) {
                throw new PermanentException("save " + handle.path() + " in " + directory + ": a file of this name exists with "
                        + Files.size(file) + " bytes instead of " + content.length()
                        + ". It is damaged: move it away, and run check.");
            } else {
                files.confirm(file);
            }
        } catch (IOException e) {
            throw translate("save", handle, e);
        }
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        try (FileChannel channel = FileChannel.open(path(handle), StandardOpenOption.READ)) {
            long size = channel.size();
            if (offset < 0 || offset > size || length > size - offset) {
                throw new CorruptException("load " + handle.path() + " in " + directory + ": the file has only " + size
                        + " bytes, wanted were " + length + " from " + offset);
            }
            channel.position(offset);
            long wanted = length < 0 ? size - offset : length;
            return reader.read(new FirstBytes(Channels.newInputStream(channel), wanted));
        } catch (IOException e) {
            throw translate("load", handle, e);
        }
    }

    @Override
    public long size(Handle handle) {
        try {
            return Files.size(path(handle));
        } catch (IOException e) {
            throw translate("look at", handle, e);
        }
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        try {
            switch (type) {
                case CONFIG -> listFile(type, path(Handle.CONFIG), file);
                case DATA -> listNested(type, directory.resolve(type.directory()), file);
                case KEY, INDEX, SNAPSHOT, LOCK -> listFiles(type, directory.resolve(type.directory()), file);
            }
        } catch (IOException e) {
            throw translate("list", type.directory(), e);
        }
    }

    private void listNested(FileType type, Path parent, BiConsumer<Handle, Long> file) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, "[0-9a-f][0-9a-f]")) {
            for (Path child : children) {
                listFiles(type, child, file);
            }
        } catch (NoSuchFileException e) {
            requireDirectory();
        }
    }

    private void listFiles(FileType type, Path parent, BiConsumer<Handle, Long> file) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
            for (Path child : children) {
                listFile(type, child, file);
            }
        } catch (NoSuchFileException e) {
            requireDirectory();
        }
    }

    /** A type without a directory has no files; but a directory that is not mounted must not look like an empty repository. */
    private void requireDirectory() throws IOException {
        if (!Files.isDirectory(directory) && Files.exists(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    private static void listFile(FileType type, Path path, BiConsumer<Handle, Long> file) throws IOException {
        String name = path.getFileName().toString();
        if (Handle.isName(type, name)) {
            try {
                file.accept(new Handle(type, name), Files.size(path));
            } catch (NoSuchFileException e) {
                return; // deleted since it was listed: then it is not there
            }
        }
    }

    /** The bytes of all its files, by a listing. */
    public long bytes() {
        LongAdder bytes = new LongAdder();
        for (FileType type : FileType.values()) {
            list(type, (file, size) -> bytes.add(size));
        }
        return bytes.sum();
    }

    /** Lists the files of a type that were written to after a moment. */
    public void listWrittenAfter(FileType type, Instant moment, BiConsumer<Handle, Long> file) {
        list(type, (handle, size) -> {
            try {
                if (Files.getLastModifiedTime(path(handle)).toInstant().isAfter(moment)) {
                    file.accept(handle, size);
                }
            } catch (NoSuchFileException e) {
                return; // removed meanwhile
            } catch (IOException e) {
                throw new TransientException("cannot look at " + path(handle) + ": " + e.getMessage(), e);
            }
        });
    }

    @Override
    public void remove(Handle handle) {
        try {
            disk.delete(path(handle));
        } catch (IOException e) {
            throw translate("remove", handle, e);
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

    private Path path(Handle handle) {
        return directory.resolve(handle.path());
    }

    private BackendException translate(String verb, Object what, IOException e) {
        String place = what instanceof Handle handle ? handle.path() : Objects.toString(what);
        String message = verb + " " + place + " in " + directory + ": " + FileError.reason(e);
        if (e instanceof NoSuchFileException) {
            return new NotFoundException(message, e);
        }
        if (e instanceof NoSpaceException full) {
            return new StoreFullException(message + ". Free some space there, then run the same command again.", full.usable(), e);
        }
        if (e instanceof AccessDeniedException) {
            return new PermanentException(message + ". Let the user that runs this program own the directory.", e);
        }
        if (e instanceof FileSystemException && !Files.isWritable(directory)) {
            return new PermanentException(message + ". It may only be read: mount it writable, if it is to be written to.", e);
        }
        if (e instanceof NotDirectoryException) {
            return new PermanentException(message + ". Give the path of a directory.", e);
        }
        return new TransientException(message, e);
    }
}
