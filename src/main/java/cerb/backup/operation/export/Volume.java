package cerb.backup.operation.export;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One volume, a directory {@code volume-001}.
 *
 * @param number    from 1
 * @param directory where it is
 */
record Volume(int number, Path directory) {
    static final String SUMS = "SHA256SUMS";
    static final String README = "README.txt";
    static final String LISTS = "volumes";

    private static final Pattern NAME = Pattern.compile("volume-(\\d{3,6})");

    static Volume of(Path exported, int number) {
        return new Volume(number, exported.resolve(name(number)));
    }

    static String name(int number) {
        return String.format(Locale.ROOT, "volume-%03d", number);
    }

    /** The volumes that a directory holds, in their order. */
    static List<Volume> list(Path exported) throws IOException {
        SortedMap<Integer, Volume> volumes = new TreeMap<>();
        try (Stream<Path> children = Files.list(exported)) {
            for (Path child : (Iterable<Path>) children::iterator) {
                Matcher form = NAME.matcher(child.getFileName().toString());
                if (form.matches() && Files.isDirectory(child)) {
                    volumes.put(Integer.parseInt(form.group(1)), new Volume(Integer.parseInt(form.group(1)), child));
                }
            }
        }
        return new ArrayList<>(volumes.values());
    }

    String name() {
        return directory.getFileName().toString();
    }

    /** What the list in the volume itself says that it holds. */
    SortedMap<String, String> sums() throws IOException {
        return Sums.read(directory.resolve(SUMS));
    }

    boolean isFinished() {
        return Files.exists(directory.resolve(SUMS));
    }

    LocalBackend backend() {
        return new LocalBackend(directory);
    }

    /** The path of its list below every volume. */
    String list() {
        return LISTS + "/" + Volume.name(number) + ".sha256";
    }

    /** The lists of volumes that lie in it. */
    List<Path> lists() throws IOException {
        Path lists = directory.resolve(LISTS);
        if (!Files.isDirectory(lists)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(lists)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".sha256")).sorted().toList();
        }
    }

    /** The repository's files of a type that it holds. */
    Set<Handle> files(FileType type) {
        Set<Handle> files = new HashSet<>();
        backend().list(type, (handle, size) -> files.add(handle));
        return files;
    }

    /** The digests of the repository files that it holds: their names, but for the config. */
    SortedMap<String, String> repositoryFiles() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (FileType type : List.of(FileType.KEY, FileType.SNAPSHOT, FileType.INDEX, FileType.DATA)) {
            files(type).forEach(handle -> digests.put(handle.path(), handle.name()));
        }
        Path config = directory.resolve(Handle.CONFIG.path());
        if (Files.exists(config)) {
            digests.put(Handle.CONFIG.path(), Sums.of(config));
        }
        return digests;
    }
}
