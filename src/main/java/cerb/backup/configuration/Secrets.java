package cerb.backup.configuration;

import cerb.backup.crypto.Password;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the secrets: in the files that keys name, or in environment variables. Where nothing of ours is set, restic's and Amazon's own variables hold. */
final class Secrets {
    private static final Map<String, String> VARIABLE_OF_OTHERS =
            Map.of("repository.password", "RESTIC_PASSWORD", "access-key", "AWS_ACCESS_KEY_ID", "secret-key", "AWS_SECRET_ACCESS_KEY",
                    "session-token", "AWS_SESSION_TOKEN");

    private final Source source;

    Secrets(Source source) {
        this.source = source;
    }

    /** The secret that a key names; empty where it is set nowhere. Throws ConfigurationException where a file cannot be read or others can read it. */
    Optional<Password> find(Setting<Path> setting) {
        String direct = setting.secretName();
        return source.variable(Setting.variable(direct)).map(text -> Password.of(text.value()))
                .or(() -> source.text(setting.name()).map(text -> read(setting, text)))
                .or(() -> ofOthers(setting, direct));
    }

    private Optional<Password> ofOthers(Setting<Path> setting, String direct) {
        String own = direct.startsWith("sink.") ? direct.substring(direct.lastIndexOf('.') + 1) : direct;
        String variable = VARIABLE_OF_OTHERS.get(own);
        if (variable == null) {
            return Optional.empty();
        }
        return source.variable(variable + "_FILE").map(text -> read(setting, text))
                .or(() -> source.variable(variable).map(text -> Password.of(text.value())));
    }

    private static Password read(Setting<Path> setting, Source.Text text) {
        Path file = Path.of(text.value());
        try {
            // The repository's password is read as restic reads it, or one file would open it in one program and not in the other.
            return setting.equals(Keys.REPOSITORY_PASSWORD_FILE) ? Password.read(file) : Password.readSecret(file);
        } catch (RuntimeException e) {
            throw new ConfigurationException("cannot use " + setting.name() + " (" + text.place() + "): " + e.getMessage(),
                    "Put the secret alone into a file that only its owner can read, and name that file there.");
        }
    }
}
