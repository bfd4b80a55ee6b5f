package cerb.backup.operation.drill;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.drill.scratch.Scratch;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of a drill: what is restored of them, and what that proves. Used by one thread. */
final class RehearsedFiles {
    private static final Pattern REPOSITORY_FILE = Pattern.compile("\\b(data|index|snapshots)/([0-9a-f]{2}/)?[0-9a-f]+");

    private final Repository repository;
    private final Scratch scratch;
    private final DrillLog log;
    private final Observer observer;

    RehearsedFiles(Repository repository, Scratch scratch, DrillLog log, Observer observer) {
        this.repository = repository;
        this.scratch = scratch;
        this.log = log;
        this.observer = observer;
    }

    /** Restores and compares them; {@code readers} is of packs. Returns whether they were restored, though perhaps not as they were. */
    boolean rehearse(BaseSnapshot point, int readers) {
        if (point.storage() != null) {
            return storage(point, readers);
        }
        if (point.storagePart() != null) {
            log.wrong(Finding.damage("storage", "the manifest counts " + Plurals.words(point.storagePart().files(), "file") + ", and the snapshot holds no storage directory", log.checkCommand()), 1);
        } else {
            log.leaveOut("Files: the recovery point holds no storage directory.");
        }
        return false;
    }

    private boolean storage(BaseSnapshot point, int readers) {
        StorageOptions target = new StorageOptions(scratch.storage(), false, List.of(), null, readers);
        StorageResult restored = log.attempt(DrillStep.STORAGE, "storage", () -> new Restore(repository, observer).storage(point.stored(), target));
        if (restored == null) {
            return false;
        }
        log.restoredFiles(restored.files(), restored.bytes());
        List<Finding> lost = restored.findings().stream().filter(Finding::marksIncomplete).toList();
        lost.forEach(log::tell);
        log.attempt(DrillStep.COMPARE_FILES, "storage", () -> {
            try (StageTimer stage = new StageTimer(observer, Stage.COMPARE_STORAGE)) {
                FileComparison comparison = new FileComparison(repository.index(), scratch.storage(),
                        compared -> stage.progress(compared.ofAbout(point.storagePart().files(), point.storagePart().bytes())));
                comparison.run(point.storage());
                conclude(point, comparison, lost);
            }
            return null;
        });
        return true;
    }

    /** Findings of files name them: here they are counted, and the first reason is given that names none. */
    private void conclude(BaseSnapshot point, FileComparison comparison, List<Finding> lost) {
        long different = comparison.different();
        boolean whole = different == 0 && lost.isEmpty() && !comparison.findings().incomplete();
        if (whole) {
            log.prove("Files: " + comparison.same() + ", " + Plurals.words(comparison.bytes(), "byte") + ", read again from the disk; the SHA-256 of each stretch is the one in the snapshot.");
        } else {
            if (lost.isEmpty()) {
                comparison.findings().list().forEach(log::tell);
            }
            String what = different == 0 ? "a directory could not be restored" : different + " of " + Plurals.words(comparison.files(), "file") + " could not be restored as they were";
            log.wrong(Finding.damage("storage", what + reason(lost).map(reason -> (different == 0 ? "; of the first one " : "; the first one ") + reason).orElse(""), log.checkCommand()),
                    Math.max(1, different));
        }
        if (point.storagePart() != null && point.storagePart().files() != comparison.files()) {
            log.wrong(Finding.damage("storage", "the manifest counts " + Plurals.words(point.storagePart().files(), "file") + ", and the snapshot holds " + comparison.files(), log.checkCommand()), 1);
        }
    }

    /** Why something is lost, of the first that says so without the name of a file; those of the repository may be named. */
    private Optional<String> reason(List<Finding> lost) {
        return lost.stream().map(Finding::message).map(message -> message.replace(repository.backend().location(), "the repository")).filter(message -> !REPOSITORY_FILE.matcher(message).replaceAll("").contains("/")).findFirst();
    }
}
