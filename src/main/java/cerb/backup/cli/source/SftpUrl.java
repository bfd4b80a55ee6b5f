package cerb.backup.cli.source;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository at an SSH server as restic spells it (restic manual, SFTP): {@code sftp:user@host:/path}, {@code sftp:host:path} relative to where the account logs in, {@code
 * sftp://user@host:port//path}. The key and the known hosts are those of OpenSSH's user, where the configuration names no others for all sinks.
 */
final class SftpUrl {
    private static final String SINK = "from-sftp";
    private static final String HOST = "(?:(?<user>[A-Za-z0-9._-]+)@)?(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";
    private static final Pattern URL = Pattern.compile("sftp://" + HOST + "(?::(?<port>[0-9]{1,5}))?/(?<path>.+)");
    private static final Pattern SCP = Pattern.compile("sftp:" + HOST + ":(?<path>.+)");
    private static final List<String> KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private SftpUrl() {}

    /** Reads a place that begins with {@code sftp:}. Throws {@link cerb.backup.cli.output.FailureException} if it is none, or there is no key or no known host. */
    static RepositoryUrl parse(String text, Settings settings) {
        Matcher url = (text.startsWith("sftp://") ? URL : SCP).matcher(text);
        if (!url.matches()) {
            throw RepositoryUrl.refused(text, "is no place at an SSH server", "Write sftp:user@host:/path or sftp://user@host:port//path; keys and passwords are never part of it.");
        }
        Map<String, String> keys = new HashMap<>();
        keys.put(Keys.SINKS.name(), SINK);
        keys.put(Keys.SINK_HOST.forSink(SINK).name(), url.group("host"));
        keys.put(Keys.SINK_USER.forSink(SINK).name(), url.group("user") == null ? System.getProperty("user.name") : url.group("user"));
        keys.put(Keys.SINK_DIRECTORY.forSink(SINK).name(), url.group("path"));
        if (text.startsWith("sftp://") && url.group("port") != null) {
            keys.put(Keys.SINK_PORT.forSink(SINK).name(), url.group("port"));
        }
        Path home = Path.of(System.getProperty("user.home"), ".ssh");
        if (!settings.isSet(Keys.SINK_PRIVATE_KEY_FILE.forSink("default"))) {
            keys.put(Keys.SINK_PRIVATE_KEY_FILE.forSink(SINK).name(), first(text, home, KEYS, Keys.SINK_PRIVATE_KEY_FILE.forSink("default")).toString());
        }
        if (!settings.isSet(Keys.SINK_KNOWN_HOSTS.forSink("default"))) {
            keys.put(Keys.SINK_KNOWN_HOSTS.forSink(SINK).name(), first(text, home, List.of("known_hosts"), Keys.SINK_KNOWN_HOSTS.forSink("default")).toString());
        }
        return new RepositoryUrl(null, SINK, Map.copyOf(keys), "the private key and the known hosts in " + home);
    }

    private static Path first(String text, Path directory, List<String> names, Setting<Path> key) {
        return names.stream().map(directory::resolve).filter(Files::isReadable).findFirst().orElseThrow(() -> RepositoryUrl.refused(text,
                "cannot be reached: none of " + String.join(", ", names) + " is in " + directory + ", or may be read",
                "Put it there as for ssh, or name it with " + key.name() + " (" + key.variable() + " in the environment)."));
    }
}
