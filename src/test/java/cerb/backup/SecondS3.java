package cerb.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Adobe's S3Mock, a server that shares no line with the one in the JVM, as a process of its own; the build lays its jar below {@code target}. It takes any keys. One that
 * is not there skips the test, as {@link Oracles} does.
 */
public final class SecondS3 implements AutoCloseable {
    private static final Path JARS = Path.of("target/servers");
    private static final int SECONDS_TO_START = 120;

    private final Process process;
    private final URI endpoint;

    private SecondS3(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts one with a bucket, its objects and its log in a directory, and waits until it answers. */
    public static SecondS3 start(Path directory, String bucket) {
        try {
            int port = freePort();
            Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m", "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("temporary")),
                    "-Dserver.port=0", "-Dserver.address=127.0.0.1", "-Dcom.adobe.testing.s3mock.httpPort=" + port, "-Dcom.adobe.testing.s3mock.domain.initialBuckets=" + bucket,
                    "-Dcom.adobe.testing.s3mock.domain.root=" + Files.createDirectories(directory.resolve("objects")), "-jar", jar().toString()))
                    .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
            SecondS3 server = new SecondS3(process, URI.create("http://127.0.0.1:" + port));
            server.awaitAnswer(port, directory.resolve("log"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a second S3 server in " + directory, e);
        }
    }

    private static Path jar() throws IOException {
        if (!Files.isDirectory(JARS)) {
            Oracles.absent(JARS + " has no S3 server; the build's phase generate-test-resources copies it there");
        }
        try (var jars = Files.newDirectoryStream(JARS, "s3mock*.jar")) {
            return jars.iterator().next();
        }
    }

    private void awaitAnswer(int port, Path log) throws IOException {
        for (int tenth = 0; tenth < SECONDS_TO_START * 10 && process.isAlive(); tenth++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                pause();
            }
        }
        close();
        throw new IOException("it did not answer, and said: " + Files.readString(log));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
