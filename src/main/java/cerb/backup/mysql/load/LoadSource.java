package cerb.backup.mysql.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of a dump, wherever they are. Thread-safe. */
public interface LoadSource {
    /** What a person and a program tell this dump from every other by; the same whenever its files are. Less than 1,000 characters. */
    String identity();

    /** All paths, as {@link cerb.backup.mysql.dump.DumpPart#path()} has them. */
    List<String> paths();

    /** The bytes of one of them. */
    long size(String path);

    /** Opens one of them. */
    InputStream open(String path) throws IOException;
}
