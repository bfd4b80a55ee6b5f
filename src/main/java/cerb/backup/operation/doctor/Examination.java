package cerb.backup.operation.doctor;

import java.io.IOException;
import java.util.List;

/** Looks at one thing. Changes nothing; ends in a bounded time. */
public interface Examination {
    /** What it looks at, a few words: the subject of a diagnosis if it fails. */
    String subject();

    /**
     * Looks.
     *
     * @throws IOException      if a file cannot be looked at
     * @throws RuntimeException what the database, the repository or a sink threw
     */
    List<Diagnosis> examine() throws IOException;
}
