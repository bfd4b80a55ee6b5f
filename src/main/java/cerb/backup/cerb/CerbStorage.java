package cerb.backup.cerb;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What belongs into a backup of Cerb's storage directory, and whether a directory is one. */
public final class CerbStorage {
    /** Key of all encrypted values in the database. Cerb silently makes a new one if it is missing, and every old value is lost. */
    public static final String MASTER_KEY = "_master.key";

    /**
     * Globs of what is made again by itself: the default of {@code storage.exclude}. Files in {@code mail/new} without {@code .msg} are
     * downloads in progress, whose mail the server still has.
     */
    public static final List<String> EXCLUSIONS = List.of(
            "tmp/**", "classes/abstract_record_*", "font_cache/**", "mail/new/**", "!mail/new/**/", "!mail/new/**/*.msg");

    /** Globs that follow all others, because without these paths a backup is none. */
    public static final List<String> ALWAYS = List.of("!" + MASTER_KEY);

    private static final String KEYS = "keys";
    private static final List<String> CONFIGURATION = List.of("framework.config.php", ".env");
    private static final List<String> MARKS = List.of(MASTER_KEY, "version.php", "keys/oauth2-server.key", "mail/new");

    private CerbStorage() {
    }

    /**
     * Looks at a directory before it is first backed up.
     *
     * @return what is wrong, the worst first; empty if it is a storage directory with a readable key
     */
    public static List<Finding> inspect(Path storage) {
        if (!looksLikeCerb(storage)) {
            return List.of(new Finding(Finding.Severity.WRONG_DIRECTORY, storage + " does not look like Cerb's storage directory: it holds neither of "
                    + String.join(", ", marks().toList()),
                    "Set storage.directory to the directory that APP_STORAGE_PATH names in framework.config.php, or storage.kind=plain if it is none of Cerb's."));
        }
        var findings = new ArrayList<Finding>();
        masterKey(storage, findings);
        oauthKeys(storage, findings);
        namespaceLinks(storage, findings);
        return List.copyOf(findings);
    }

    /** Whether anything is there that only Cerb puts there. */
    public static boolean looksLikeCerb(Path storage) {
        return marks().anyMatch(mark -> Files.exists(storage.resolve(mark)));
    }

    private static Stream<String> marks() {
        return Stream.concat(MARKS.stream(), ObjectTable.namespaces());
    }

    private static void masterKey(Path storage, List<Finding> findings) {
        Path key = storage.resolve(MASTER_KEY);
        if (!Files.exists(key, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(new Finding(Finding.Severity.INCOMPLETE, "key file " + key + " is missing, so encrypted values of the database cannot be read after a restore",
                    "Find out where the key is: Cerb makes a new one without a word, and old values stay unreadable."));
        } else if (!Files.isRegularFile(key, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(key)) {
            findings.add(new Finding(Finding.Severity.INCOMPLETE, "key file " + key + " cannot be read, so encrypted values of the database cannot be read after a restore",
                    "Make the backup's user a member of the key file's group; its mode is 0660."));
        }
    }

    private static void oauthKeys(Path storage, List<Finding> findings) {
        Path keys = storage.resolve(KEYS);
        if (Files.exists(keys) && !(Files.isDirectory(keys) && Files.isReadable(keys) && Files.isExecutable(keys))) {
            findings.add(new Finding(Finding.Severity.INCOMPLETE, "directory " + keys + " cannot be read, so tokens that were issued are void after a restore",
                    "Make the backup's user a member of the directory's group."));
        }
    }

    /**
     * What lies outside the storage directory, or is not there yet, and a restored helpdesk needs.
     *
     * @param extra what is backed up beside the directory
     */
    public static List<Finding> remarks(Path storage, List<Path> extra) {
        var remarks = new ArrayList<Finding>();
        if (!Files.exists(storage.resolve(KEYS))) {
            remarks.add(new Finding(Finding.Severity.NOTE, "directory " + storage.resolve(KEYS) + " is missing: Cerb makes it when its OAuth2 server is first used",
                    "If the server was used, find out where the keys are: tokens that were issued are void without them."));
        }
        if (extra.stream().noneMatch(CerbStorage::holdsConfiguration)) {
            String where = CONFIGURATION.stream().map(storage.toAbsolutePath()::resolveSibling).filter(Files::exists).map(Path::toString).findFirst().orElse("framework.config.php");
            remarks.add(new Finding(Finding.Severity.NOTE, where + " is in no recovery point, and without Cerb's configuration a restored helpdesk does not start",
                    "Set extra.paths to framework.config.php, or in a container to .env and the compose file."));
        }
        return remarks;
    }

    private static boolean holdsConfiguration(Path extra) {
        return CONFIGURATION.contains(String.valueOf(extra.getFileName())) || CONFIGURATION.stream().anyMatch(name -> Files.exists(extra.resolve(name)));
    }

    private static void namespaceLinks(Path storage, List<Finding> findings) {
        ObjectTable.namespaces().map(storage::resolve).filter(Files::isSymbolicLink).forEach(link ->
                findings.add(new Finding(Finding.Severity.INCOMPLETE, link + " is a link, which is kept as a link: the files behind it are not backed up",
                        "Mount the other file system there; Cerb itself refuses objects behind such a link.")));
    }
}
