package cerb.backup.mysql.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of a dump, wherever they are. Thread-safe. */
public interface LoadSource {
    /** All paths, as {@link cerb.backup.mysql.dump.DumpPart#path()} has them. */
    List<String> paths();

    /** Opens one of them. */
    InputStream open(String path) throws IOException;
}
