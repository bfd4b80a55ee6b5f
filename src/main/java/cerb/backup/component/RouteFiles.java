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

/** Which files hold in several directories of routes: a file takes the place of one of the same name in a directory before its own. */
final class RouteFiles {
    private static final String ROUTES = "*.camel.yaml";

    private RouteFiles() {}

    /**
     * The route files that are loaded, absolute, by their names.
     *
     * @throws ConfigurationException if a directory cannot be listed
     */
    static Collection<Path> of(List<Path> directories) {
        Map<String, Path> byName = new TreeMap<>();
        for (Path directory : directories) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.toAbsolutePath(), ROUTES)) {
                files.forEach(file -> byName.put(file.getFileName().toString(), file));
            } catch (IOException e) {
                throw new ConfigurationException("cannot list the routes in " + directory + ": " + e, "Correct routes.directory, or the directory's mode.", e);
            }
        }
        return byName.values();
    }

    /** Where kamelets are looked for, in this order: the first that is found holds. */
    static List<Path> kamelets(List<Path> directories) {
        List<Path> places = new ArrayList<>();
        directories.forEach(directory -> places.add(directory.toAbsolutePath().resolve("kamelets")));
        Collections.reverse(places);
        return places;
    }
}
