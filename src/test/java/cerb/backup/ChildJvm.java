package cerb.backup;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.Deflater;

/** Starts a class of the tests in a JVM that lives for a moment: it compiles little, and logs as verbs do, since logback alone would take a third of a second. */
public final class ChildJvm {
    private static final String CLASS_PATH = classPath();

    private ChildJvm() {
    }

    /** Not started yet; its error output goes where its output goes. */
    public static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dslf4j.provider=cerb.backup.cli.log.PlainLogging", "-Dslf4j.internal.verbosity=WARN", "-cp", CLASS_PATH, main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** That of the tests, for another directory and a short life: absolute, and with BouncyCastle as the distribution has it, unsigned. Half of such a life would go into its digests. */
    public static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(entry -> Path.of(entry).toAbsolutePath())
                .map(entry -> entry.getFileName().toString().startsWith("bcprov-") ? unsigned(entry) : entry).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path unsigned(Path jar) {
        Path copy = Path.of("target", "unsigned-" + jar.getFileName()).toAbsolutePath();
        try {
            if (!Files.exists(copy)) {
                // another test JVM may be at the same
                Path own = Files.createTempFile(copy.getParent(), "unsigned", ".jar");
                copyWithoutSignature(jar, own);
                Files.move(own, copy, StandardCopyOption.ATOMIC_MOVE);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + jar + " to " + copy, e);
        }
    }

    private static void copyWithoutSignature(Path jar, Path copy) throws IOException {
        try (JarFile signed = new JarFile(jar.toFile(), false); JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (JarEntry entry : signed.stream().filter(each -> !each.getName().matches("META-INF/([^/]*\\.(SF|DSA|RSA)|MANIFEST\\.MF)")).toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream in = signed.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
    }
}
