package cerb.backup.backend;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one file of a repository.
 *
 * @param type what the file is
 * @param name 64 lowercase hexadecimal digits, or "config" for {@link FileType#CONFIG}
 */
public record Handle(FileType type, String name) {
    /** The one file of type {@link FileType#CONFIG}. */
    public static final Handle CONFIG = new Handle(FileType.CONFIG, FileType.CONFIG.directory());

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    /** Refuses a name that no file of the type can have. */
    public Handle {
        Objects.requireNonNull(type, "type");
        if (!isName(type, name)) {
            throw new IllegalArgumentException("\"" + name + "\" is not a name of a file in " + type.directory());
        }
    }

    /** Tells whether a file of this type can have this name: what cannot is some other program's, or a temporary file. */
    public static boolean isName(FileType type, String name) {
        return type == FileType.CONFIG ? FileType.CONFIG.directory().equals(name) : NAME.matcher(name).matches();
    }

    /**
     * Reads a path as {@link #path()} writes it.
     *
     * @return empty if the path is none of a repository file
     */
    public static Optional<Handle> parse(String path) {
        if (path.equals(CONFIG.name)) {
            return Optional.of(CONFIG);
        }
        String directory = path.substring(0, Math.max(0, path.indexOf('/')));
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (FileType type : FileType.values()) {
            if (type != FileType.CONFIG && type.directory().equals(directory) && isName(type, name)) {
                Handle handle = new Handle(type, name);
                return handle.path().equals(path) ? Optional.of(handle) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns the path below the repository, such as {@code data/ab/abcd...}, {@code index/0123...} or {@code config}. */
    public String path() {
        return switch (type) {
            case CONFIG -> name;
            case DATA -> type.directory() + '/' + name.substring(0, 2) + '/' + name;
            case KEY, INDEX, SNAPSHOT, LOCK -> type.directory() + '/' + name;
        };
    }

    /** Returns the path with the name cut to eight digits, for messages. */
    @Override
    public String toString() {
        return type == FileType.CONFIG ? name : type.directory() + '/' + name.substring(0, 8);
    }
}
