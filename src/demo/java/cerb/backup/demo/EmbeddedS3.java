package cerb.backup.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * An S3 server in this JVM that keeps its objects as files below a directory: {@code <bucket>/<key>}.
 *
 * <p>It listens on a port of 127.0.0.1 that stays the same until it is closed, through outages as well, and asks for the
 * signature of random keys. Clients need path-style addresses, and the AWS SDK must be told to send checksums only where
 * they are required ({@code aws.requestChecksumCalculation=WHEN_REQUIRED}): the server does not know those in trailers. Safe for use by many threads.
 */
public final class EmbeddedS3 implements AutoCloseable {
    /** The region to sign with; the server takes any. */
    public static final String REGION = "us-east-1";

    private final TemporaryDirectory home;
    private final Path directory;
    private final BlobStoreContext store;
    private final URI endpoint;
    private final String accessKey = randomHex(10);
    private final String secretKey;
    private S3Proxy server;

    private EmbeddedS3(TemporaryDirectory home, Path directory, int port, String secretKey) {
        this.secretKey = secretKey;
        this.home = home;
        this.directory = directory;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        var properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", directory.toString());
        store = ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata())
                .credentials("none", "none").overrides(properties).build(BlobStoreContext.class);
        serve();
    }

    /** Starts a server whose objects go when it is closed. */
    public static EmbeddedS3 start() {
        return start(randomHex(20));
    }

    /** The same with a secret key that was chosen. */
    public static EmbeddedS3 start(String secretKey) {
        var home = TemporaryDirectory.create("cerb-backup-s3-");
        return new EmbeddedS3(home, home.path(), freePort(), secretKey);
    }

    /** Starts a server over a directory, which is made if it is not there and stays when the server is closed. */
    public static EmbeddedS3 start(Path directory) {
        try {
            return new EmbeddedS3(null, Files.createDirectories(directory), freePort(), randomHex(20));
        } catch (IOException e) {
            throw new UncheckedIOException("making the directory " + directory + " of the S3 server failed", e);
        }
    }

    /** {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return endpoint;
    }

    /** The access key, random. */
    public String accessKey() {
        return accessKey;
    }

    /** The secret key, random where it was not chosen. */
    public String secretKey() {
        return secretKey;
    }

    /** Where the objects of a bucket lie as files, for tests that look or tamper from outside. */
    public Path directory(String bucket) {
        return directory.resolve(bucket);
    }

    /** Makes a bucket; one that is there stays as it is. */
    public void createBucket(String bucket) {
        store.getBlobStore().createContainerInLocation(null, bucket);
    }

    /** Stops listening: connections are refused until {@link #endOutage}. The objects stay. */
    public synchronized void beginOutage() {
        if (server != null) {
            try {
                server.stop();
            } catch (Exception e) {
                throw new IllegalStateException("stopping the S3 server at " + endpoint + " failed", e);
            }
            server = null;
        }
    }

    /** Listens again on the same port with the same keys and objects. */
    public synchronized void endOutage() {
        if (server == null) {
            serve();
        }
    }

    @Override
    public void close() {
        beginOutage();
        store.close();
        if (home != null) {
            home.close();
        }
    }

    private void serve() {
        server = S3Proxy.builder().blobStore(store.getBlobStore()).endpoint(endpoint)
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                .ignoreUnknownHeaders(true).build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("starting the S3 server at " + endpoint + " failed", e);
        }
    }

    private static String randomHex(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("finding a free port failed", e);
        }
    }
}
