package cerb.backup.operation.drill;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageProfile;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.manifest.Manifest.CrossCheckPart;
import cerb.backup.operation.report.Finding;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds the rows of a restored database that refer to files against the restored files: each must be there, of the row's size. Of those whose storage profile names a directory of its own, which
 * no drill restores, it tells whether {@code /extra} has them. Streams. Used once, by one thread.
 */
final class RestoredPair {
    private final DatabaseAddress schema;
    private final Path storage;
    private final Map<Long, StorageProfile> elsewhere;
    private final Map<Path, Long> extra;
    private final SortedSet<Long> profiles = new TreeSet<>();
    private long rows;
    private long wrong;
    private long inExtra;
    private long outside;

    /**
     * A pair.
     *
     * @param elsewhere the storage profiles, by id, whose objects are elsewhere
     * @param extra     the files of {@code /extra}, absolute, with their sizes
     */
    RestoredPair(DatabaseAddress schema, Path storage, Map<Long, StorageProfile> elsewhere, Map<Path, Long> extra) {
        this.schema = schema;
        this.storage = storage;
        this.elsewhere = elsewhere;
        this.extra = extra;
    }

    /** Compares all tables whose rows own objects. Throws DatabaseException where they cannot be read. */
    void run() {
        try (Session session = new Connections(schema).open()) {
            Set<String> tables = session.rows("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=" + Identifier.literal(schema.schema()))
                    .stream().map(row -> row.get(0)).collect(Collectors.toSet());
            List<ObjectTable> owning = ObjectTable.among(tables);
            owning.forEach(table -> compare(session, table));
        }
    }

    private void compare(Session session, ObjectTable table) {
        String query = "SELECT storage_key, storage_size, storage_profile_id FROM " + Identifier.quote(table.table()) + " WHERE storage_extension=" + Identifier.literal(ObjectTable.DISK)
                + " AND storage_key <> ''";
        try (ResultSet row = session.stream(query)) {
            while (row.next()) {
                StorageProfile profile = elsewhere.get(row.getLong(3));
                if (profile == null) {
                    rows++;
                    wrong += isThere(storage.resolve(table.namespace()), row.getString(1), row.getLong(2)) ? 0 : 1;
                } else {
                    profiles.add(row.getLong(3));
                    lookInExtra(profile, table, row.getString(1), row.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of("reading the restored rows of " + Identifier.quote(table.table()), e);
        }
    }

    /** A key is whatever the row says; it may not lead out of its directory, and its bytes are those of the text in UTF-8, whatever the locale. */
    private static boolean isThere(Path namespace, String key, long size) {
        try {
            Path file = RelativePath.of(key).in(namespace);
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
        } catch (IllegalArgumentException e) {
            return false; // no file can have that name
        } catch (IOException e) {
            return false; // it went between the look and the question: nobody but us should be here
        }
    }

    private void lookInExtra(StorageProfile profile, ObjectTable table, String key, long size) {
        if (isInExtra(profile, table, key, size)) {
            inExtra++;
        } else {
            outside++;
        }
    }

    private boolean isInExtra(StorageProfile profile, ObjectTable table, String key, long size) {
        try {
            return extra.getOrDefault(RelativePath.of(key).in(Path.of(profile.directory()).resolve(table.namespace())).normalize(), -1L) == size;
        } catch (IllegalArgumentException e) {
            return false; // no file can have that name
        }
    }

    /** How many rows refer to files of the storage directory. */
    long rows() {
        return rows;
    }

    /** How many of these lack their file, or have one of another size. */
    long wrong() {
        return wrong;
    }

    /** Tells what came of it. Rows that had lost their object when the recovery point was taken are known from {@code before}, which may be null, and no fault of the backup. */
    void conclude(CrossCheckPart before, DrillLog log) {
        if (before == null) {
            log.leaveOut("Rows with the files that they refer to, since that was not done when the recovery point was taken; " + wrong + " of " + Plurals.words(rows, "row") + " without their file.");
        } else if (wrong > known(before)) {
            log.wrong(Finding.damage("cross-check", wrong + " of " + rows + " restored rows refer to a file that was not restored, or has another size; when the recovery point was taken it were "
                    + known(before), log.checkCommand()), wrong - known(before));
        } else {
            log.prove("Cross-check: of " + rows + " restored rows that refer to a file, all but " + wrong + " find it, of their size; when the recovery point was taken " + known(before) + " did not.");
        }
        if (inExtra > 0) {
            log.prove("Cross-check: " + Plurals.words(inExtra, "row") + " whose file, of their size, is in a directory of their storage profile that the recovery point holds below extra; a drill does not restore it.");
        }
        if (outside > 0) {
            log.add(new Finding(Finding.Severity.NOTE, "elsewhere", Plurals.words(outside, "restored row") + " with a file that is not in the recovery point, but in a directory that their storage profiles (ids "
                    + profiles + ") name", "Name those directories in extra.paths, or move the objects to the storage directory."));
        }
    }

    /** Files of another content are none of those that are looked for here: not there, or of another size. */
    private static long known(CrossCheckPart before) {
        return before.missing() - known(before, "wrong_hash") + known(before, "benign") + known(before, "known_lost");
    }

    private static long known(CrossCheckPart before, String set) {
        return before.sets() == null ? 0 : before.sets().getOrDefault(set, CrossChecked.Count.NONE).objects();
    }
}
