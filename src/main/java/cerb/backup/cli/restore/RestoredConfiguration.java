package cerb.backup.cli.restore;

import cerb.backup.backend.local.FileError;
import cerb.backup.cerb.NamedDatabase;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.report.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What restored files of a helpdesk's configuration name as its database: as they were backed up, that is the live one. */
final class RestoredConfiguration {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

    private RestoredConfiguration() {
    }

    /** A remark for each that names, or may name, another database than the restored one. */
    static List<Finding> elsewhere(Path directory, List<String> paths, DatabaseAddress restored) {
        return paths.stream().map(path -> directory.resolve("." + path).normalize()).filter(NamedDatabase::isIn).filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .map(file -> remark(file, restored)).flatMap(Optional::stream).toList();
    }

    private static Optional<Finding> remark(Path file, DatabaseAddress restored) {
        String named;
        try {
            Optional<NamedDatabase> database = NamedDatabase.read(file);
            if (database.isEmpty() || database.get().schema().equals(restored.schema()) && isSame(database.get(), restored)) {
                return Optional.empty();
            }
            String words = database.get().toString();
            named = words.isEmpty() ? "names a database that cannot be told from it" : "names the database " + words;
        } catch (IOException e) {
            named = "could not be read (" + FileError.words(e, file) + ")";
        }
        return Optional.of(new Finding(Finding.Severity.NOTE, file.toString(), named + ", and what was restored is " + restored,
                "Before anything runs with it, see that it names the restored one: else a rehearsal works on the live helpdesk."));
    }

    /** Another port of this machine is another server; which one a socket leads to is not known. */
    private static boolean isSame(NamedDatabase named, DatabaseAddress restored) {
        boolean isThere = restored.isLocal() ? HERE.contains(named.host()) : named.host().equals(restored.host());
        return isThere && (!restored.socket().isEmpty() || named.isAt(restored.port()));
    }
}
