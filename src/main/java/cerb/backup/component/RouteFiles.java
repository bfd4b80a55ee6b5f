package cerb.backup.component;

import cerb.backup.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which files hold in several directories of routes: a file takes the place of one of the same name in a directory before its own. */
final class RouteFiles {
    private static final String ROUTES = "*.camel.yaml";
    private static final String KAMELETS = "*.kamelet.yaml";

    private RouteFiles() {}

    /**
     * The route files that are loaded, absolute, by their names.
     *
     * @throws ConfigurationException if a directory cannot be listed
     */
    static Collection<Path> of(List<Path> directories) {
        Map<String, Path> byName = new TreeMap<>();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new ConfigurationException("cannot list the routes in " + directory + ": it is no directory", "Correct routes.directory.");
            }
            list(directory.toAbsolutePath(), ROUTES).forEach(file -> byName.put(file.getFileName().toString(), file));
        }
        return byName.values();
    }

    /**
     * The texts of the route files and kamelets that hold.
     *
     * @throws ConfigurationException if one cannot be read
     */
    static Map<Path, String> texts(List<Path> directories) {
        Map<String, Path> kamelets = new TreeMap<>();
        for (Path place : kamelets(directories)) {
            list(place, KAMELETS).forEach(file -> kamelets.putIfAbsent(file.getFileName().toString(), file));
        }
        Map<Path, String> texts = new TreeMap<>();
        Stream.concat(of(directories).stream(), kamelets.values().stream()).forEach(file -> texts.put(file, text(file)));
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ": " + e, "Correct the file, or its mode.", e);
        }
    }

    private static List<Path> list(Path directory, String glob) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            return found;
        } catch (IOException e) {
            throw new ConfigurationException("cannot list " + directory + ": " + e, "Correct the directory's mode.", e);
        }
    }

    /** Where kamelets are looked for, in this order: the first that is found holds. */
    static List<Path> kamelets(List<Path> directories) {
        List<Path> places = new ArrayList<>();
        directories.forEach(directory -> places.add(directory.toAbsolutePath().resolve("kamelets")));
        Collections.reverse(places);
        return places;
    }
}
