package cerb.backup.demo.play;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The restore as an administrator types it, in a process of its own that knows nothing but the configuration: the local repository
 * is away, so everything comes from S3.
 */
final class RestoreCommand {
    private final List<String> words;

    RestoreCommand(Scene scene) {
        var places = scene.places();
        words = List.of(Installation.home().resolve("bin/cerb-backup").toString(), "restore", "latest",
                "--config", places.configuration().toString(), "--from", "offsite",
                "--database-to", scene.restored().schema(), "--database-user", scene.writer(),
                "--database-password-file", places.secret("restore-database").toString(),
                "--storage-to", scene.restored().storage().toString());
    }

    /** What to type. */
    String text() {
        return String.join(" ", words);
    }

    /**
     * Runs it and hands on what it prints.
     *
     * @throws IllegalStateException if it ends with another exit code than 0
     */
    void run(Account account) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                account.detail(line);
            }
            var code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("the restore ended with exit code " + code);
            }
        } finally {
            process.destroy();
        }
    }
}
