package cerb.backup.cli.restore;

import cerb.backup.cli.source.From;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.restore.CommandWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that a restore was given, for the commands that it prints: without them these would read another repository, or restore something else. */
final class GivenWords {
    private static final Set<String> READING = Set.of("--config", "--from", "--password-file");

    /** The snapshot is printed by its id, and a printed command does what it says. */
    private static final Set<String> LEFT_OUT = Set.of("--at", "--dry-run", "--json", "--quiet", "--debug", "--retry-lock");

    private GivenWords() {}

    static CommandWords of(ParseResult given, From from, Settings settings) {
        List<String> reading = new ArrayList<>();
        List<String> restoring = new ArrayList<>();
        for (OptionSpec option : given.matchedOptionsSet()) {
            if (!LEFT_OUT.contains(option.longestName())) {
                words(option, READING.contains(option.longestName()) ? reading : restoring);
            }
        }
        return new CommandWords(reading, restoring, from.resticPlace(settings).map(place -> restic(place, settings)).orElse(List.of()));
    }

    private static void words(OptionSpec option, List<String> words) {
        if (option.arity().max() == 0) {
            words.add(option.longestName());
            return;
        }
        option.originalStringValues().forEach(value -> {
            words.add(option.longestName());
            words.add(value);
        });
    }

    /** restic finds a password in the environment by itself, where it is called RESTIC_PASSWORD or RESTIC_PASSWORD_FILE. */
    private static List<String> restic(String place, Settings settings) {
        List<String> words = new ArrayList<>(List.of("-r", place));
        Optional<Path> password = settings.find(Keys.REPOSITORY_PASSWORD_FILE).filter(file -> !file.toString().isEmpty());
        password.ifPresent(file -> words.addAll(List.of("--password-file", file.toString())));
        return words;
    }
}
