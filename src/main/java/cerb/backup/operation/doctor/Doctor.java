package cerb.backup.operation.doctor;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.local.FileError;
import cerb.backup.configuration.ConfigurationException;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Makes all examinations. One that fails says so and does not keep the others from being made. */
public final class Doctor {
    private static final String WHY = "What could not be examined may not work when it is needed.";
    private static final String REMEDY = "Mend what the message names, and run cerb-backup doctor again.";

    private Doctor() {}

    /** The findings, in the order of the examinations. */
    public static List<Diagnosis> examine(List<Examination> examinations) {
        List<Diagnosis> found = new ArrayList<>();
        examinations.forEach(examination -> found.addAll(examine(examination)));
        return found;
    }

    private static List<Diagnosis> examine(Examination examination) {
        try {
            return examination.examine();
        } catch (ConfigurationException e) {
            return failed(examination, e, e.remedy());
        } catch (DatabaseException e) {
            return failed(examination, e, e.remedy());
        } catch (OperationException e) {
            return failed(examination, e, e.remedy());
        } catch (IOException | UncheckedIOException | BackendException | RepositoryException e) {
            return failed(examination, e, REMEDY);
        }
    }

    private static List<Diagnosis> failed(Examination examination, Exception e, String remedy) {
        return List.of(Diagnosis.error(examination.subject(), e instanceof IOException ? FileError.words(e) : e.getMessage(), WHY, remedy.isEmpty() ? REMEDY : remedy));
    }
}
