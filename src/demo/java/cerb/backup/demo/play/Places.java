package cerb.backup.demo.play;

import cerb.backup.demo.EmbeddedS3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Where everything of one demo lies, below one directory: files of secrets, the configuration, and the helpdesk's directories. */
final class Places {
    private final Path root;

    Places(Path root) throws IOException {
        this.root = root;
        for (var directory : new Path[] {storage(), secrets()}) {
            Files.createDirectories(directory);
        }
        Files.setPosixFilePermissions(secrets(), PosixFilePermissions.fromString("rwx------"));
    }

    Path root() {
        return root;
    }

    Path storage() {
        return root.resolve("helpdesk/storage");
    }

    Path restoredStorage() {
        return root.resolve("restored/storage");
    }

    Path repository() {
        return root.resolve("repository");
    }

    Path repositorySetAside() {
        return root.resolve("repository.set-aside");
    }

    Path bucketRoot() {
        return root.resolve("s3");
    }

    Path configuration() {
        return root.resolve("cerb-backup.properties");
    }

    Path secret(String name) {
        return secrets().resolve(name);
    }

    /** Writes a file that only its owner can read. */
    String writeSecret(String name, String content) throws IOException {
        var file = Files.createFile(secret(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content + "\n");
        return content;
    }

    /** The configuration an administrator would write, but for times that suit an impatient spectator. */
    void writeConfiguration(DemoDatabase database, String schema, String reader, EmbeddedS3 s3, String bucket) throws IOException {
        Files.writeString(configuration(), """
                instance.name=cerb-demo
                database.host=%s
                database.port=%d
                database.name=%s
                database.user=%s
                database.password-file=%s
                dump.schedule=
                storage.directory=%s
                storage.settle=1s
                snapshot.interval=2s
                repository.directory=%s
                repository.password-file=%s
                repository.minimum-free=1%%
                sinks=offsite
                sink.offsite.bucket=%s
                sink.offsite.region=%s
                sink.offsite.endpoint=%s
                sink.offsite.access-key-file=%s
                sink.offsite.secret-key-file=%s
                management.port=%d
                """.formatted(database.host(), database.port(), schema, reader, secret("database"), storage(),
                repository(), secret("repository"), bucket, EmbeddedS3.REGION, s3.endpoint(), secret("s3-access-key"),
                secret("s3-secret-key"), freePort()));
    }

    static String random() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Path secrets() {
        return root.resolve("secrets");
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
