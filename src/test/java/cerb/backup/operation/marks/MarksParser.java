package cerb.backup.operation.marks;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.DateTimeException;

/** The reader of the marks, for those who feed it what nobody should. */
public final class MarksParser {
    private MarksParser() {}

    /** Law: what is taken comes back. Throws IllegalArgumentException for what MarksFile takes for none. */
    public static void marks(String text) throws JsonProcessingException {
        Marks marks;
        try {
            marks = Marks.parse(text);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("no marks", e);
        }
        if (!Marks.parse(marks.json()).equals(marks)) {
            throw new IllegalStateException(marks + " does not come back");
        }
    }
}
