package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.hotcopy.files.FileNames;
import cerb.backup.mysql.load.script.LoadSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts files of a hot copy where a server looks for them. Thread-safe. */
final class PlacedFiles {
    private final LoadSource source;
    private final Map<String, String> paths = new HashMap<>();

    PlacedFiles(LoadSource source) {
        this.source = source;
        source.paths().stream().filter(path -> path.contains("/hotcopy/")).forEach(path -> paths.put(path.substring(path.lastIndexOf('/') + 1), path));
    }

    /** The paths of all files of some tables. */
    List<String> pathsOf(Collection<String> tables, boolean foldsCase) {
        List<Pattern> names = tables.stream().map(table -> FileNames.ofTable(table, "\\w+", foldsCase)).toList();
        return paths.entrySet().stream().filter(file -> names.stream().anyMatch(name -> name.matcher(file.getKey()).matches())).map(Map.Entry::getValue).toList();
    }

    /** Owner, group and mode of a file that the server has made. */
    static PosixFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, PosixFileAttributes.class);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Writes the copy called {@code name} to a file that is not there, and gives it this owner and mode. */
    void putNew(String name, Path file, PosixFileAttributes like) {
        put(name, file, like, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** The same in the place of what is there; {@code how} to open the file, as {@link Files#newOutputStream} has it. */
    void put(String name, Path file, PosixFileAttributes like, OpenOption... how) {
        String path = paths.get(name);
        if (path == null) {
            throw new DatabaseException("the hot copy lacks the file " + name, "Choose another recovery point, and run check.");
        }
        try (InputStream in = source.open(path)) {
            try (OutputStream out = Files.newOutputStream(file, how)) {
                in.transferTo(out);
            }
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            PosixFileAttributes now = view.readAttributes();
            if (!now.owner().equals(like.owner())) {
                view.setOwner(like.owner());
            }
            if (!now.group().equals(like.group())) {
                view.setGroup(like.group());
            }
            view.setPermissions(like.permissions());
        } catch (FileAlreadyExistsException e) {
            throw DataDirectory.unreachable(file, "is there although the server has just discarded its own, so it is another server's");
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static DatabaseException failed(Path file, IOException e) {
        return new DatabaseException("putting " + file + " in place failed: " + (e.getMessage() == null ? e : e.getMessage()),
            "Run as root or as the server's user, and look for room on its disk; then restore again, with --overwrite.", e);
    }
}
