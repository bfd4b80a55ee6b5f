package cerb.backup.cli.daemon;

import cerb.backup.operation.gate.HostLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The environment of the process that has locked a repository on this host, where Linux shows it to this user. */
public final class DaemonEnvironment {
    private DaemonEnvironment() {}

    /**
     * Variables that mean something else there than here: the daemon works by its own. None where its environment cannot be read. Not for the process that holds the lock,
     * which would lose it by closing the file.
     *
     * @param names the variables that count
     * @param here  the environment of this process
     */
    public static List<String> differing(Path repositoryDirectory, Collection<String> names, Map<String, String> here) {
        try {
            long pid = Long.parseLong(Files.readString(repositoryDirectory.resolve(HostLock.NAME)).strip());
            String text = new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8);
            Map<String, String> there = Arrays.stream(text.split("\0")).filter(pair -> pair.indexOf('=') > 0)
                    .collect(Collectors.toMap(pair -> pair.substring(0, pair.indexOf('=')), pair -> pair.substring(pair.indexOf('=') + 1), (a, b) -> a));
            return names.stream().filter(name -> !here.getOrDefault(name, "").isEmpty() && !Objects.equals(here.get(name), there.get(name))).sorted().toList();
        } catch (IOException | NumberFormatException e) {
            return List.of(); // only a notice hangs on it
        }
    }
}
