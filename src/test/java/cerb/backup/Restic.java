package cerb.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A restic program to ask, from {@link Oracles#restic}; each call without a cache, so that it reads the repository itself. */
public final class Restic {
    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path directory;

    Restic(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** What a call printed, standard output and error apart, and its exit code. */
    public record Answer(int exitCode, String output, String errors) {
    }

    /** Adds to the environment of later calls, such as {@code AWS_ACCESS_KEY_ID}. */
    public Restic with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Lets later calls work in a directory, so that relative paths name what is in it. */
    public Restic in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /** Runs a command on a repository; a non-zero exit code is returned like any other. */
    public Answer ask(String repository, String password, String... arguments) {
        var words = new ArrayList<>(command);
        words.addAll(List.of("--no-cache", "-r", repository));
        words.addAll(List.of(arguments));
        try {
            var output = Files.createTempFile("restic-", ".out");
            var errors = Files.createTempFile("restic-", ".err");
            var builder = new ProcessBuilder(words).redirectOutput(output.toFile()).redirectError(errors.toFile());
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            builder.environment().putAll(environment);
            builder.environment().put("RESTIC_PASSWORD", password);
            var code = await(builder.start());
            var answer = new Answer(code, read(output), read(errors));
            Files.delete(output);
            Files.delete(errors);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("running " + words + " failed", e);
        }
    }

    /** Runs a command that must succeed and returns its standard output. */
    public String run(String repository, String password, String... arguments) {
        var answer = ask(repository, password, arguments);
        if (answer.exitCode() != 0) {
            throw new AssertionError("restic " + String.join(" ", arguments) + " on " + repository + " ended with "
                    + answer.exitCode() + ":\n" + answer.output() + answer.errors());
        }
        return answer.output();
    }

    private static int await(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("restic did not end within two minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while restic ran", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
