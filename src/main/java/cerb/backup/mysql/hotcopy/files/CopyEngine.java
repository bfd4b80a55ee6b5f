package cerb.backup.mysql.hotcopy.files;

import java.util.Arrays;
import java.util.Optional;

/** The storage engines whose files can be copied, each with the endings of its files' names. */
public enum CopyEngine {
    /** One file a table or partition; {@code .cfg} is written by FLUSH TABLES ... FOR EXPORT. */
    INNODB("ibd", "cfg"),
    /** Rows and index. */
    MYISAM("MYD", "MYI"),
    /** Rows and index. */
    ARIA("MAD", "MAI");

    private final String rows;
    private final String second;

    CopyEngine(String rows, String second) {
        this.rows = rows;
        this.second = second;
    }

    /** The engine that servers call by this name, if its files can be copied. */
    public static Optional<CopyEngine> of(String engine) {
        return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(engine)).findFirst();
    }

    /** Ending of the file that holds the rows. */
    public String rows() {
        return rows;
    }

    /** Ending of the file that belongs to it: InnoDB's description of it, or the index. */
    public String second() {
        return second;
    }

    /** The other file's name. */
    public String second(String rowsFile) {
        return rowsFile.substring(0, rowsFile.length() - rows.length()) + second;
    }
}
