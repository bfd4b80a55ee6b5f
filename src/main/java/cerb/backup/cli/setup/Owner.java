package cerb.backup.cli.setup;

import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.DumpMethod;
import cerb.backup.operation.setup.Ownership;
import cerb.backup.operation.setup.ReadAccess;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The user of the operating system that will run the backup. */
final class Owner {
    private static final String USUAL = "cerb-backup";

    @Option(names = "--owner", paramLabel = "USER", description = "User of the operating system who will run the backup, and own what is made; needs root. Else it is the user who runs setup.")
    private String name;

    /** Refuses a user who is not there. */
    Ownership ownership() {
        if (name == null) {
            return Ownership.OURS;
        }
        try {
            return new Ownership(FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
            throw FailureException.refused("there is no user " + name + " on this machine", "Run: " + make(name));
        } catch (IOException e) {
            throw FailureException.refused("cannot look up the user " + name + ": " + e, "Check the system's user database.");
        }
    }

    /** The commands that make a user of its own for the backup, who can read the storage and write what a backup writes; none where one is named, or root does not run this. */
    List<String> commands(Settings settings, List<Path> made) {
        if (name != null || !"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> commands = new ArrayList<>(List.of(make(USUAL), readAccess(settings.get(Keys.STORAGE_DIRECTORY))));
        Stream<Path> copies = settings.get(Keys.DUMP_METHOD) == DumpMethod.HOTCOPY ? Stream.of(settings.get(Keys.HOTCOPY_DIRECTORY)) : Stream.of();
        List<Path> absent = Stream.concat(Stream.of(settings.get(Keys.DRILL_DIRECTORY)), copies).filter(Files::notExists).toList();
        if (!absent.isEmpty()) {
            commands.add("install --directory --mode 700 --owner " + USUAL + " " + joined(absent.stream()));
        }
        Stream<Path> written = Stream.concat(Stream.of(settings.get(Keys.REPOSITORY_DIRECTORY)), settings.sinks().stream().flatMap(sink -> settings.directoryHere(sink).stream()));
        List<Path> handedOver = Stream.concat(made.stream(), written.filter(path -> Files.exists(path) && !isOwn(path))).distinct().toList();
        if (!handedOver.isEmpty()) {
            commands.add("chown --recursive " + USUAL + " " + joined(handedOver.stream()));
        }
        return commands;
    }

    private static String joined(Stream<Path> paths) {
        return paths.map(Path::toString).collect(Collectors.joining(" "));
    }

    private static boolean isOwn(Path path) {
        try {
            return Files.getOwner(path).getName().equals(USUAL);
        } catch (IOException e) {
            return false; // to be told once more does no harm
        }
    }

    private static String make(String user) {
        return "useradd --system --no-create-home --shell /usr/sbin/nologin " + user;
    }

    private static String readAccess(Path storage) {
        try {
            return ReadAccess.command(storage, USUAL);
        } catch (IOException e) {
            // The directory is on another machine or not mounted yet: the web server's usual group.
            return "usermod --append --groups www-data " + USUAL;
        }
    }
}
