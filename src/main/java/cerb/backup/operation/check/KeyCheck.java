package cerb.backup.operation.check;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.key.Keys;
import java.util.ArrayList;
import java.util.List;

/** Compares key files with their names: one that is damaged may open all the same, until the damage grows; and restic stops at it. */
final class KeyCheck {
    private static final int SHORT_NAME = 8;

    private final Backend backend;
    private final Findings findings;

    KeyCheck(Backend backend, Findings findings) {
        this.backend = backend;
        this.findings = findings;
    }

    void run() {
        List<Handle> keys = new ArrayList<>();
        backend.list(FileType.KEY, (key, size) -> keys.add(key));
        keys.forEach(this::key);
    }

    private void key(Handle key) {
        try {
            UnpackedFiles.loadVerified(backend, key, Keys.LARGEST_FILE);
        } catch (CorruptException e) {
            findings.add(Finding.damage("key " + key.name().substring(0, SHORT_NAME), e.getMessage(),
                    "Copy it from a sink, or add a key for its password and remove it."));
        } catch (NotFoundException e) {
            return; // removed since it was listed
        }
    }
}
