package cerb.backup.demo.helpdesk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;

/** What lies in Cerb's storage directory beside the objects: keys, mail spool, plugins, and what no backup should keep. */
final class StorageFiles {
    private static final List<String> NEVER_KEPT = List.of("tmp/", "classes/abstract_record_", "font_cache/");

    private final Path storage;
    private final Prose prose;

    StorageFiles(Path storage, long seed) {
        this.storage = storage;
        prose = new Prose(new SplittableRandom(seed ^ 0x66696c6573L));
    }

    /** Whether a backup has to hold that path, relative to the storage directory; of directories only what is in them matters. */
    static boolean isKept(String path) {
        var unfinishedMail = path.startsWith("mail/new/") && !path.endsWith(".msg");
        return !unfinishedMail && NEVER_KEPT.stream().noneMatch(path::startsWith);
    }

    void write() throws IOException {
        secret("_master.key", prose.hex(128));
        secret("keys/oauth2-server.key", "-----BEGIN PRIVATE KEY-----\n" + prose.hex(600) + "\n-----END PRIVATE KEY-----\n");
        secret("keys/oauth2-server.pub", "-----BEGIN PUBLIC KEY-----\n" + prose.hex(200) + "\n-----END PUBLIC KEY-----\n");
        text("version.php", "<?php define('APP_BUILD_CACHED', 2026010101);\n");
        text("plugins/example.reports/plugin.xml", "<plugin id=\"example.reports\"/>\n");
        for (var i = 0; i < 12; i++) {
            text("mail/new/" + prose.hex(8) + ".msg", mail());
        }
        text("mail/fail/" + prose.hex(8) + ".msg", mail());
        text("mail/new/" + prose.hex(8) + ".part", "From: half a downlo");
        text("tmp/cache--" + prose.hex(16), prose.body(2_000));
        text("tmp/templates_c/" + prose.hex(20) + ".php", "<?php /* compiled */\n");
        text("tmp/php" + prose.hex(6), prose.body(5_000));
        text("classes/abstract_record_3.php", "<?php\n");
        Files.createDirectories(storage.resolve("import/packages/new"));
        Files.setPosixFilePermissions(storage.resolve("mail"), PosixFilePermissions.fromString("rwxr-x---"));
    }

    private String mail() {
        return "From: " + prose.word() + "@example.net\r\nSubject: " + prose.subject() + "\r\n\r\n" + prose.body(1_500);
    }

    private void secret(String name, String content) throws IOException {
        Files.setPosixFilePermissions(text(name, content), PosixFilePermissions.fromString("rw-rw----"));
    }

    private Path text(String name, String content) throws IOException {
        var file = storage.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    }
}
