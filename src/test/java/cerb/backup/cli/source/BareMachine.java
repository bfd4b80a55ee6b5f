package cerb.backup.cli.source;

import cerb.backup.ChildJvm;
import cerb.backup.demo.EmbeddedS3;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A machine that has the program and nothing else: each verb is a process of its own, with this environment and no other variable of ours, AWS's or restic's. */
public final class BareMachine {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private int ended;

    /** What a process left: exit code, standard output, standard error. */
    public record Ended(int exit, String out, String err) {}

    /** A machine with an empty directory to work in. */
    public BareMachine(Path home) throws IOException {
        this.home = Files.createDirectories(home);
    }

    /** Sets a variable of the environment. */
    public BareMachine set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Sets Amazon's own variables to the keys of a server. */
    public BareMachine keysOf(EmbeddedS3 s3) {
        return set("AWS_ACCESS_KEY_ID", s3.accessKey()).set("AWS_SECRET_ACCESS_KEY", s3.secretKey());
    }

    /** Writes a file that only its owner can read, such as one of a secret. */
    public Path file(String name, String content) throws IOException {
        Path file = Files.writeString(home.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Runs a verb to its end. */
    public Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = home.resolve("out-" + ++ended);
        Path err = home.resolve("err-" + ended);
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(home.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AWS|RESTIC|DATABASE|REPOSITORY|SINK).*"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(List.of(arguments) + " has not ended: " + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + home, "-Dcerb.backup.home=" + Path.of("").toAbsolutePath(), "-cp", classPath(), "cerb.backup.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Without the settings of tests. */
    private static String classPath() {
        return Arrays.stream(ChildJvm.classPath().split(File.pathSeparator)).filter(entry -> !entry.endsWith("test-classes")).collect(Collectors.joining(File.pathSeparator));
    }
}
