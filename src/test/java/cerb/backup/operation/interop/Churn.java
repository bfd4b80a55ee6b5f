package cerb.backup.operation.interop;

import cerb.backup.operation.HelpdeskFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random changes of a directory, as people and a helpdesk make them. */
final class Churn {
    private final Path directory;
    private final Random random;
    private int number;

    Churn(Path directory, Random random) {
        this.directory = directory;
        this.random = random;
    }

    /** Makes some changes below a directory that is there or not, and answers the relative paths that they concern. */
    List<String> below(String top) throws IOException {
        List<String> changed = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            List<Path> files = files(top);
            if (files.size() < 5 || random.nextInt(3) > 0) {
                changed.add(write(top + "/" + random.nextInt(4) + "/" + ++number));
            } else {
                change(files.get(random.nextInt(files.size())), top, changed);
            }
        }
        return changed;
    }

    private String write(String path) throws IOException {
        byte[] content = HelpdeskFixture.content(random.nextInt(20), random.nextInt(8) == 0 ? 900_000 : random.nextInt(3_000));
        if (random.nextBoolean()) {
            Arrays.fill(content, content.length / 3, content.length, (byte) 'x');
        }
        Files.createDirectories(directory.resolve(path).getParent());
        Files.write(directory.resolve(path), content);
        return path;
    }

    private void change(Path file, String top, List<String> changed) throws IOException {
        String other = top + "/" + random.nextInt(4) + "/" + ++number;
        Files.createDirectories(directory.resolve(other).getParent());
        changed.add(directory.relativize(file).toString());
        changed.add(other);
        switch (random.nextInt(6)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.move(file, directory.resolve(other));
            case 2 -> Files.createSymbolicLink(directory.resolve(other), file.getFileName());
            case 3 -> Files.createLink(directory.resolve(other), file);
            case 4 -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(random.nextBoolean() ? "rwxr-x---" : "r--r--r--"));
            default -> Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1_000_000), random.nextInt(1_000_000_000))));
        }
    }

    private List<Path> files(String top) throws IOException {
        if (!Files.isDirectory(directory.resolve(top))) {
            return List.of();
        }
        try (var all = Files.walk(directory.resolve(top))) {
            return all.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
    }
}
