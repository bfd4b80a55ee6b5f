package cerb.backup.container;

import cerb.backup.Oracles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The image of {@code docker/Dockerfile}, built from this working tree, and unpacked below {@link #root}. Closing removes what was unpacked; the layers stay for the next build. */
final class Image implements AutoCloseable {
    private static final String NAME = "localhost/cerb-backup-test";
    private static final int MINUTES = 15;

    private final String container;
    private final Path root;
    private final JsonNode config;

    private Image(String container) throws IOException, InterruptedException {
        this.container = container;
        this.root = Path.of(ask("buildah", "mount", container).strip());
        this.config = new ObjectMapper().readTree(ask("buildah", "inspect", "--type", "image", NAME)).path("Docker").path("config");
    }

    /** Builds it; what this machine lacks for that skips the test, and fails it where the environment says {@code CI=true}. */
    static Image build() throws IOException, InterruptedException {
        for (String program : List.of("buildah", "debootstrap", "unshare", "nsenter")) {
            Oracles.require(program);
        }
        if (!System.getProperty("user.name").equals("root")) {
            Oracles.absent("an image is built by root alone");
        }
        ask(".ci/image-base");
        // Maven has run already, and has everything: nothing is fetched anew.
        ask("buildah", "bud", "--isolation", "chroot", "--layers", "--format", "docker", "--volume", System.getProperty("user.home") + "/.m2:/root/.m2",
                "--build-arg", "MAVEN_OPTIONS=-o", "--ignorefile", "docker/Dockerfile.dockerignore", "-f", "docker/Dockerfile", "-t", NAME, ".");
        return new Image(ask("buildah", "from", NAME).strip());
    }

    Path root() {
        return root;
    }

    /** The user and group that it runs as. */
    String user() {
        return config.path("User").asText();
    }

    /** The variables of its environment, each with its value. */
    List<String> environment() {
        return texts(config.path("Env"));
    }

    /** What it runs: the entry point, and the verb that stands there by itself. */
    List<String> command() {
        List<String> words = new ArrayList<>(texts(config.path("Entrypoint")));
        words.addAll(texts(config.path("Cmd")));
        return words;
    }

    /** The words of its health check. */
    List<String> healthCheck() {
        List<String> words = texts(config.path("Healthcheck").path("Test"));
        return words.isEmpty() ? words : words.subList(1, words.size());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static String ask(String... words) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("image", ".log");
        Process process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", words) + " failed: " + output + Files.readString(errors));
        }
        Files.delete(errors);
        return output;
    }

    @Override
    public void close() throws IOException {
        try {
            ask("buildah", "rm", container);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
