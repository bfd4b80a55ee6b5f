package cerb.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code doctor} found that is worth more than a note. */
public final class DoctorsWarnings {
    private DoctorsWarnings() {}

    /** Those in its output for people, each as subject and finding, whatever the directories are called. */
    public static List<String> in(Path output) throws IOException {
        return Files.readAllLines(output).stream().filter(line -> line.matches("(WARNING|ERROR) .*")).map(line -> line.replaceFirst("\\S+ +", "").replaceAll("/\\S+", "DIR")).toList();
    }
}
