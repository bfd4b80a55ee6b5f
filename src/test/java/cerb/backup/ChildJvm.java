package cerb.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a class of the tests in a JVM that lives for a moment: it compiles little, and logs as verbs do, since logback alone would take a third of a second. */
public final class ChildJvm {
    private ChildJvm() {
    }

    /** Not started yet; its error output goes where its output goes. */
    public static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dslf4j.provider=cerb.backup.cli.log.PlainLogging", "-Dslf4j.internal.verbosity=WARN", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
