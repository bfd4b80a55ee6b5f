package cerb.backup.component.dump;

import java.util.Arrays;
import java.util.Locale;

/** What an endpoint of the dump does. */
public enum MysqlDumpAction {
    /** Takes the point in time; the body becomes the plan, an iterator of parts. */
    OPEN,
    /** Replaces the part in the body by the stream of its text. */
    READ,
    /** Lets go of the server; does nothing where no dump is open. */
    CLOSE,
    /** The body becomes the whole dump as one stream. */
    STREAM;

    /** Reads the word that stands after {@code mysql-dump:}. */
    static MysqlDumpAction of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "mysql-dump:" + word + " is not known; use one of " + Arrays.stream(values()).map(MysqlDumpAction::word).toList()));
    }

    /** The word in an endpoint's URI. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
