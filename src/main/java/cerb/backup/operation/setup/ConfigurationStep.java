package cerb.backup.operation.setup;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration file: made if it is missing, completed if it is there. Lines that are there stay; a key takes the place of the line that documents it ({@code #key=}),
 * else it comes at the end.
 */
public final class ConfigurationStep implements Step {
    private final Path file;
    private final Map<String, String> additions;
    private final Ownership owner;
    private final boolean present;

    ConfigurationStep(Path file, Map<String, String> additions, Ownership owner) {
        this.file = file.toAbsolutePath().normalize();
        this.additions = new TreeMap<>(additions);
        this.owner = owner;
        this.present = Files.exists(file);
    }

    @Override
    public String subject() {
        return "configuration " + file;
    }

    @Override
    public Optional<String> pending() {
        return additions.isEmpty() && present ? Optional.empty() : Optional.of((present ? "add to it" : "make it with") + lines());
    }

    private String lines() {
        StringBuilder lines = new StringBuilder();
        additions.forEach((key, value) -> lines.append("\n    ").append(line(key, value)));
        return lines.isEmpty() ? " nothing but defaults" : ":" + lines;
    }

    /** As a properties file spells it. */
    private static String line(String key, String value) {
        return key + "=" + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    @Override
    public void run() {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file;
            Path written = target.resolveSibling(target.getFileName() + "-" + ProcessHandle.current().pid() + "-tmp");
            Files.createFile(written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
            try {
                Files.writeString(written, completed(target), StandardCharsets.UTF_8);
                takeOver(target, written);
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new OperationException("cannot write the configuration " + file + ": " + e, "Run setup as a user who may write there, or name another file with --config.");
        }
    }

    /** Mode and owner of the file whose place it takes. */
    private void takeOver(Path target, Path written) throws IOException {
        if (!Files.exists(target)) {
            owner.give(written);
            return;
        }
        PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(written, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setPermissions(old.permissions());
        PosixFileAttributes ours = view.readAttributes();
        if (!ours.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        if (!ours.group().equals(old.group())) {
            view.setGroup(old.group());
        }
    }

    private String completed(Path target) throws IOException {
        List<String> lines = Files.exists(target) ? new ArrayList<>(Files.readAllLines(target, StandardCharsets.UTF_8)) : new ArrayList<>();
        additions.forEach((key, value) -> {
            int documented = documented(lines, key);
            if (documented >= 0) {
                lines.set(documented, line(key, value));
            } else {
                lines.add(line(key, value));
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static int documented(List<String> lines, String key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("#" + key + "=") && (i == 0 || !lines.get(i - 1).endsWith("\\"))) {
                return i;
            }
        }
        return -1;
    }
}
