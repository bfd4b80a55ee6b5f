package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Installed.Ended;
import cerb.backup.Oracles.ResticVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository on a file system of a few megabytes, mounted where only the test's own processes see it. */
final class SmallDiskIT {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path root;

    private Installed program;

    @BeforeEach
    void install() throws Exception {
        Oracles.restic(ResticVersion.INSTALLED);
        program = new Installed(root);
        Files.createDirectories(program.repository());
        Ended mounted = onDisk("32m", "true");
        Assumptions.assumeTrue(mounted.code() == 0, "no file system can be mounted here without privileges: " + mounted.errors());
        // After a first checkpoint comes what cannot be compressed and has no room: the disk has 32 MiB.
        byte[] noise = new byte[40 * MEBIBYTE];
        new SplittableRandom(1).nextBytes(noise);
        Files.write(root.resolve("large"), noise);
    }

    @Test
    void fullDiskFailsTheRunAndHarmsNothing() throws Exception {
        program.set("repository.minimum-free", "0");
        Ended ended = onDisk("32m", SCRIPT);
        assertThat(ended.output()).as(ended.errors()).contains("first: 0\n", "second: 1\n", "snapshots: 1\n", "third: 0\n", "last: 2\n");
        assertThat(ended.output().split("no errors were found", -1)).as(ended.output()).hasSize(3);
        assertExplained(ended.errors(), "because its disk has .*Free space there, give the repository a larger disk");
    }

    @Test
    void floorOfFreeSpaceHolds() throws Exception {
        program.set("repository.minimum-free", "40%").set("repository.pack-size", "4MiB");
        Ended ended = onDisk("32m", SCRIPT);
        assertThat(ended.output()).as(ended.errors()).contains("first: 0\n", "second: 1\n", "snapshots: 1\n", "third: 0\n", "last: 2\n");
        assertThat(number(ended.output(), "free: ")).as("KiB that stay free of 32 MiB").isGreaterThanOrEqualTo(32 * 1024 * 40 / 100);
        assertExplained(ended.errors(), "repository\\.minimum-free=40% keeps 12\\.\\d MiB.*Free space there, give the repository a larger disk");
    }

    /** Not even a lock can be written, until prune gives back what was kept for this. */
    @Test
    void pruneFreesADiskThatOthersHaveFilled() throws Exception {
        program.set("repository.minimum-free", "1MiB");
        Ended ended = onDisk("32m", """
                $CERB_BACKUP init --quiet $CONFIGURED > /dev/null
                $CERB_BACKUP backup --storage --quiet $CONFIGURED > /dev/null
                head -c 8M "$LARGE" > "$STORAGE/extra"
                $CERB_BACKUP backup --storage --quiet $CONFIGURED > /dev/null
                rm "$STORAGE/extra"
                echo other > "$STORAGE/attachments/8/q/3"
                $CERB_BACKUP backup --storage --quiet $CONFIGURED > /dev/null
                command restic --no-cache -r "$REPOSITORY" --password-file "$PASSWORD_FILE" forget $(ls -tr "$REPOSITORY/snapshots" | sed -n 2p) > /dev/null
                cat /dev/zero > "$REPOSITORY/filler" 2> /dev/null
                echo "free before: $(df --output=avail "$REPOSITORY" | tail -1)"
                $CERB_BACKUP prune --quiet $CONFIGURED > /dev/null; echo "prune: $?"
                echo "free after: $(df --output=avail "$REPOSITORY" | tail -1)"
                command restic --no-cache -r "$REPOSITORY" --password-file "$PASSWORD_FILE" check --read-data
                """);
        assertThat(ended.output()).as(ended.errors()).contains("prune: 0\n", "no errors were found");
        assertThat(number(ended.output(), "free before: ")).isZero();
        assertThat(number(ended.output(), "free after: ")).as("KiB").isGreaterThan(8 * 1024);
    }

    private static void assertExplained(String errors, String reasonAndRemedy) {
        assertThat(errors.lines().filter(line -> line.startsWith("cerb-backup backup: "))).singleElement().asString().containsPattern(reasonAndRemedy);
        assertThat(errors).doesNotContain("Exception", "\tat ", Installed.PASSWORD);
    }

    private static long number(String output, String name) {
        return Long.parseLong(output.lines().filter(line -> line.startsWith(name)).findFirst().orElseThrow().substring(name.length()).strip());
    }

    /** Two checkpoints, of which the second has no room; then the disk grows, and it has. */
    private static final String SCRIPT = """
            backup() { $CERB_BACKUP backup --storage --quiet $CONFIGURED > /dev/null; }
            restic() { command restic --no-cache -r "$REPOSITORY" --password-file "$PASSWORD_FILE" "$@"; }
            $CERB_BACKUP init --quiet $CONFIGURED > /dev/null
            backup; echo "first: $?"
            cp "$LARGE" "$STORAGE/attachments/8/q/2"
            backup; echo "second: $?"
            echo "free: $(df --output=avail "$REPOSITORY" | tail -1)"
            echo "snapshots: $(restic list snapshots | wc -l)"
            restic check --read-data 2> /dev/null
            mount -o remount,size=160m "$REPOSITORY"
            backup; echo "third: $?"
            echo "last: $(restic list snapshots | wc -l)"
            restic check --read-data
            """;

    private Ended onDisk(String size, String script) throws Exception {
        List<String> words = program.command();
        String variables = "CERB_BACKUP='" + words.get(0) + "' CONFIGURED='" + String.join(" ", words.subList(1, words.size())) + "' REPOSITORY='" + program.repository()
                + "' PASSWORD_FILE='" + program.setting("repository.password-file") + "' LARGE='" + root.resolve("large") + "' STORAGE='" + program.storage() + "'\n";
        String mount = "mount -t tmpfs -o size=" + size + " none '" + program.repository() + "' || exit 1\n";
        Oracles.require("unshare");
        return program.finish(List.of("unshare", "-rm", "bash", "-c", variables + mount + script));
    }
}
