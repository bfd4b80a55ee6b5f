package cerb.backup.cli.work;

import cerb.backup.cli.output.Console;
import cerb.backup.configuration.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that every verb has. */
public final class CommonOptions {
    private static final String FILE = "config/cerb-backup.properties";

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration; else config/cerb-backup.properties of the distribution, else of the working directory.")
    private Path config;

    @Option(names = "--json", description = "Print the result as JSON; its fields stay.")
    private boolean json;

    @Option(names = "--quiet", description = "Print results and errors only.")
    private boolean quiet;

    @Option(names = "--debug", description = "Show where an error happened, and log more.")
    private boolean debug;

    /** The configuration, validated. Without a file, as in a container, the environment is all of it. */
    public Settings settings() {
        return isFileThere() ? Settings.load(file(), System.getenv()) : defaults();
    }

    /** What holds where there is no configuration file: defaults, and the environment. */
    public Settings defaults() {
        return Settings.of(Map.of(), System.getenv());
    }

    /** Whether there is a configuration to read; one that is named must be there. */
    public boolean isFileThere() {
        return config != null || Files.exists(defaultFile());
    }

    /** The configuration file, which need not be there. */
    public Path file() {
        return config == null ? defaultFile() : config;
    }

    /** Where the verb writes. */
    public Console console() {
        return Console.ofProcess(json, quiet);
    }

    /** The distribution's comes first: a file that lies in whatever directory one happens to be in must not take its place. */
    private static Path defaultFile() {
        String home = System.getProperty("cerb.backup.home");
        Path shipped = home == null ? null : Path.of(home, FILE);
        return shipped != null && Files.exists(shipped) ? shipped : Path.of(FILE);
    }
}
