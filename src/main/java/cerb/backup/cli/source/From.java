package cerb.backup.cli.source;

import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.KeptLocally;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every verb that reads a repository: which one, and what opens it. */
public final class From {
    @Option(names = "--from", paramLabel = "SINK|URL",
            description = "In the place of the local repository: a sink, a directory, or a repository as restic spells it, such as s3:https://host/bucket/prefix or sftp:user@host:/path.")
    private String place;

    @Option(names = {"-p", "--password-file"}, paramLabel = "FILE", description = "File that holds the repository's password; else repository.password-file.")
    private Path passwordFile;

    /** Whether the local repository is meant. */
    public boolean isLocal() {
        return place == null;
    }

    /** The place that was named; empty for the local repository. */
    public Optional<String> place() {
        return Optional.ofNullable(place);
    }

    /** The directory that was named in the place of a sink or a URL. */
    public Optional<Path> directory(Settings settings) {
        return place().filter(named -> !settings.sinks().contains(named)).map(named -> RepositoryUrl.parse(named, settings).directory());
    }

    /** Whether it is the only sink of a repository of which only the metadata are kept here. */
    public boolean isOnlyKeeperOfData(Settings settings) {
        return settings.get(Keys.REPOSITORY_KEEP) == KeptLocally.METADATA && settings.sinks().equals(List.of(place));
    }

    /** Chooses a place by another option; null for the local repository. */
    public void choose(String other) {
        place = other;
    }

    /** The configuration with the password of the options. A place that is no sink of it needs none: where there is no file, every key has its default. */
    public Settings settings(CommonOptions common) {
        Settings settings = place != null && !common.isFileThere() ? common.defaults() : common.settings();
        return passwordFile == null ? settings : settings.with(Map.of(Keys.REPOSITORY_PASSWORD_FILE.name(), passwordFile.toString()));
    }

    /** Opens the repository. */
    public RepositorySource open(Settings settings) {
        return RepositorySource.open(settings, place);
    }

    /** The repository as restic spells it; empty where restic cannot read it, or the sink's route alone knows where it is. */
    public Optional<String> resticPlace(Settings settings) {
        if (place == null) {
            boolean isWhole = settings.get(Keys.REPOSITORY_KEEP) == KeptLocally.ALL;
            return isWhole ? Optional.of(settings.get(Keys.REPOSITORY_DIRECTORY).toAbsolutePath().normalize().toString()) : Optional.empty();
        }
        return settings.sinks().contains(place) ? ResticPlace.ofSink(settings, place) : Optional.of(place);
    }

    /** Opens it for one who judges its locks. */
    public RepositorySource openForLocks(Settings settings) {
        return RepositorySource.openForLocks(settings, place);
    }
}
