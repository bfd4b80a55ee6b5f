package cerb.backup.operation.crosscheck;

import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether a storage directory belongs to a database, before anything of them is backed up: some of the newest attachments must be there. */
public final class PairCheck {
    /** What to do about a misfit. */
    public static final String REMEDY =
            "Set storage.directory to APP_STORAGE_PATH and database.name to APP_DB_DATABASE of the same framework.config.php; if the directory is on another disk, mount it.";
    private static final int ENOUGH = 3;

    private PairCheck() {
    }

    /**
     * Looks for the newest attachments' files.
     *
     * @return what cannot be told
     * @throws OperationException if there are several, and none is in the directory
     */
    public static List<Finding> demand(LiveRows live, Path storage) {
        Collection<ObjectRow> newest;
        try {
            newest = live.newestFiles();
        } catch (Exception e) {
            return List.of(new Finding(Finding.Severity.NOTE, "database", "was not compared with the storage directory, because its attachments could not be asked for: " + e.getMessage(),
                    "Set database.name to the schema of the Cerb whose storage this is; or storage.kind=plain if it is no Cerb."));
        }
        Optional<String> misfit = misfit(newest.stream().map(ObjectRow::key).toList(), storage);
        if (misfit.isPresent()) {
            throw new OperationException(misfit.get(), REMEDY);
        }
        return List.of();
    }

    /** Why a directory is not that of the helpdesk whose newest attachments on disk have these keys; empty where some are there, or there are too few to tell. */
    public static Optional<String> misfit(List<String> keys, Path storage) {
        boolean found = keys.stream().anyMatch(key -> Files.isRegularFile(storage.resolve("attachments").resolve(key), LinkOption.NOFOLLOW_LINKS));
        return found || keys.size() < ENOUGH ? Optional.empty()
                : Optional.of("the storage directory does not belong to the database: of its newest " + keys.size() + " attachments on disk, none is in " + storage);
    }
}
