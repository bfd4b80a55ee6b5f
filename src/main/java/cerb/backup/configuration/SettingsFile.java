package cerb.backup.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The text of a properties file: its values and the lines they stand in. */
final class SettingsFile {
    private static final long LARGEST = 1 << 20;

    private final Path path;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> twice = new TreeSet<>();
    private final List<String> lines;

    private SettingsFile(Path path, String text) throws IOException {
        this.path = path;
        this.lines = text.lines().toList();
        Properties properties = new Recording();
        properties.load(new StringReader(text));
    }

    /** Reads a file in UTF-8. Throws ConfigurationException where that is not possible. */
    static SettingsFile read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new ConfigurationException("cannot read the configuration " + path + ": it is a directory", "Name the properties file in it with --config.");
            }
            if (Files.size(path) > LARGEST) {
                throw new ConfigurationException("cannot read the configuration " + path + ": it is larger than 1 MiB", "Name the properties file with --config.");
            }
            return new SettingsFile(path, Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("cannot read the configuration " + path + ": there is no such file",
                    "Copy config/cerb-backup.properties of the distribution there, or name another file with --config.");
        } catch (CharacterCodingException e) {
            throw new ConfigurationException("cannot read the configuration " + path + ": it is not UTF-8", "Save it in UTF-8.");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("cannot read the configuration " + path + ": " + e.getMessage(), "Write a backslash as \\\\.");
        } catch (AccessDeniedException e) {
            throw new ConfigurationException("cannot read the configuration " + path + ": access denied", "Run it as the user who may read that, or correct its owner and mode.");
        } catch (IOException e) {
            throw new ConfigurationException("cannot read the configuration " + path + ": " + e.getMessage(), "Check its disk.");
        }
    }

    Path path() {
        return path;
    }

    Map<String, String> values() {
        return values;
    }

    /** Keys that stand in the file more than once. */
    Set<String> twice() {
        return twice;
    }

    /** Where a key stands, such as {@code /etc/cerb-backup.properties line 12}. */
    String place(String key) {
        for (int i = lines.size(); i > 0; i--) {
            String line = lines.get(i - 1).strip();
            if (line.startsWith(key) && (line.length() == key.length() || "=: \t".indexOf(line.charAt(key.length())) >= 0)) {
                return path + " line " + i;
            }
        }
        return path.toString();
    }

    /** Notices what a plain Properties forgets: the order of keys, and that one came twice. */
    private final class Recording extends Properties {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Object put(Object key, Object value) {
            if (values.put((String) key, ((String) value).strip()) != null) {
                twice.add((String) key);
            }
            return super.put(key, value);
        }
    }
}
