package cerb.backup.operation.query;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.Restic;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.cli.output.Json;
import cerb.backup.crypto.Password;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A directory that restic backs up again and again as it changes, and what restic says of it. */
public final class ResticScene {
    private static final String PASSWORD = "secret";

    public final Path source;
    public final Path place;
    public final List<String> snapshots = new ArrayList<>();

    /** Makes three snapshots: odd names, many kinds of change between the first two, one file more in the third. */
    public ResticScene(Path directory) throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        place = directory.resolve("repository");
        Oracles.restic(ResticVersion.INSTALLED).run(place.toString(), PASSWORD, "init");
        fill();
        back();
        change();
        back();
        write("late/third.txt", "of the third snapshot");
        back();
    }

    private void fill() throws IOException {
        write("same/deep/a.txt", "a");
        write("same/deep/b.txt", "b");
        write("mail/1.msg", "first");
        write("mail/2.msg", "second");
        write("mail/twice.msg", "second");
        write("mail/quo\"te", "quote");
        write("mail/new\nline", "line");
        write("mail/back\\slash", "slash");
        writeRaw("mail/%C3%BCmlaut");
        writeRaw("mail/bad%FF%E2%82");
        write("gone/x/y.txt", "gone");
        write("becomes-link", "file");
        Files.createDirectory(source.resolve("Attach"));
        writeRaw("Attach/Gro%C3%9Fe.PDF");
        Files.write(source.resolve("large.bin"), SmallBackup.PASSWORD_TEXT.repeat(200_000).getBytes(StandardCharsets.US_ASCII));
        Files.createSymbolicLink(source.resolve("link"), Path.of("mail"));
        Files.createLink(source.resolve("hard-1"), source.resolve("large.bin"));
    }

    private void change() throws IOException {
        write("mail/2.msg", "another second");
        write("mail/3.msg", "third");
        Files.delete(source.resolve("mail/new\nline"));
        Files.delete(source.resolve("gone/x/y.txt"));
        Files.delete(source.resolve("gone/x"));
        Files.delete(source.resolve("gone"));
        Files.delete(source.resolve("becomes-link"));
        Files.createSymbolicLink(source.resolve("becomes-link"), Path.of("mail"));
        write("new/dir/file", "new");
        Files.delete(source.resolve("link"));
        Files.createSymbolicLink(source.resolve("link2"), Path.of("Attach"));
        Files.setPosixFilePermissions(source.resolve("mail/1.msg"), PosixFilePermissions.fromString("r--------"));
    }

    private void write(String path, String content) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** A name that this process's locale may not know, or that is no text at all. */
    private void writeRaw(String escaped) throws IOException {
        Files.write(Path.of(URI.create(source.toUri() + escaped)), new byte[] {1});
    }

    private void back() {
        String out = ask(ResticVersion.INSTALLED, "backup", "--json", "--host", "cerb", source.toString());
        String last = out.strip().substring(out.strip().lastIndexOf('\n') + 1);
        snapshots.add(Json.read(last).path("snapshot_id").asText());
    }

    /** What a restic prints. */
    public String ask(ResticVersion version, String... arguments) {
        return Oracles.restic(version).run(place.toString(), PASSWORD, arguments);
    }

    /** The lines of JSON that a restic prints, without progress. */
    public List<ObjectNode> lines(ResticVersion version, String... arguments) {
        return ask(version, arguments).lines().filter(line -> line.startsWith("{")).map(Json::read).toList();
    }

    /** Opens what restic wrote. */
    public Repository open() {
        return Repository.open(new LocalBackend(place), Password.of(PASSWORD), SmallBackup.OPTIONS);
    }

    /** What a restic says although it fails. */
    public Restic.Answer answer(ResticVersion version, String... arguments) {
        return Oracles.restic(version).ask(place.toString(), PASSWORD, arguments);
    }
}
