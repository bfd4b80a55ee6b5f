package cerb.backup.operation.report;

import java.util.List;
import java.util.stream.Collectors;

/** Words for the commands that are printed for people: a shell takes each as it was. */
public final class ShellWord {
    private ShellWord() {}

    /** The word, in quotes where a shell of POSIX would take it for something else. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Several, each after a space. */
    public static String appended(List<String> words) {
        return words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
    }
}
