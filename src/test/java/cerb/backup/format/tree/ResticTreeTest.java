package cerb.backup.format.tree;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.Restic;
import cerb.backup.format.Id;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads the trees that restic itself writes of odd files, and writes them again: not a byte may differ. */
class ResticTreeTest {

    /** A shell makes the files, from names in octal: under a C locale Java can not. */
    private static final String FILES = """
            set -e; cd "$1"
            for name in plain '\\040' 'a\\040b' 'back\\134slash' '\\134x41' 'quote\\042' '\\047' '<&>' 'tab\\011' 'line\\012end' 'bell\\007' 'delete\\177' '\\001' \\
                'gr\\303\\274n' 'latin1-\\374' '\\377\\376' 'half\\303' '\\355\\240\\200' '\\357\\277\\275' 'nbsp\\302\\240' 'next\\302\\205' 'bom\\357\\273\\277' \\
                'sep\\342\\200\\250' 'private\\356\\200\\200' '\\360\\237\\230\\200' '\\360\\220\\200\\200' 'space\\343\\200\\200' '...' '\\055rf' '%%s'; do
              printf -v raw "$name"; printf x > "./$raw"
            done
            : > empty; chmod 4755 empty; printf 0123456789 > ten; ln ten linked; mkdir -m 1777 sticky; mkfifo pipe
            ln -s plain link; for target in "${@:2}"; do printf -v raw "$target"; ln -s "$raw" "link-$RANDOM"; done
            touch -d '1969-12-31T23:59:59.123456789Z' empty; touch -d '2038-01-19T03:14:08.5Z' ten; touch -d '2026-01-01T00:00:00Z' sticky
            """;
    private static final int COUNT = 36;
    private static final String ODD_TARGET = "a<b\\012\\303\\274";
    /** restic 0.14 loses the bytes that are no text, and spells a backspace as today's Go does no more. */
    private static final String NEWER_TARGET = "\\010\\377";
    private static final Pattern TREE = Pattern.compile("\"tree\":\"([0-9a-f]{64})\"");

    @TempDir
    private Path directory;
    private Path source;

    private void makeFiles(String... linkTargets) throws IOException, InterruptedException {
        source = Files.createDirectory(directory.resolve("source"));
        Path script = Files.writeString(directory.resolve("files.sh"), FILES);
        List<String> command = new ArrayList<>(List.of("bash", script.toString(), source.toString()));
        command.addAll(List.of(linkTargets));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(source.resolve("ten"), UserDefinedFileAttributeView.class);
        attributes.write("comment", ByteBuffer.wrap(new byte[] {0, -1, 'x'}));
        attributes.write("empty", ByteBuffer.allocate(0));
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void resticsTreesAreReadAndWrittenAgainByteForByte(ResticVersion version) throws Exception {
        String[] targets = version == ResticVersion.NEWER ? new String[] {ODD_TARGET, NEWER_TARGET} : new String[] {ODD_TARGET};
        makeFiles(targets);
        Restic restic = Oracles.restic(version).with("TZ", "UTC");
        String repository = directory.resolve("repository").toString();
        restic.run(repository, "secret", "init");
        restic.run(repository, "secret", "backup", source.toString());
        Matcher root = TREE.matcher(restic.run(repository, "secret", "snapshots", "--json"));
        assertThat(root.find()).isTrue();
        List<Node> nodes = readAgain(restic, repository, Id.parse(root.group(1)));
        for (int depth = 1; depth < source.getNameCount() + 1; depth++) {
            nodes = readAgain(restic, repository, nodes.get(0).subtree());
        }
        assertThat(nodes).hasSize(COUNT + targets.length);
    }

    private static List<Node> readAgain(Restic restic, String repository, Id tree) {
        byte[] blob = restic.run(repository, "secret", "cat", "blob", tree.toString()).getBytes(StandardCharsets.UTF_8);
        assertThat(Id.hash(blob)).isEqualTo(tree);
        List<Node> nodes = StreamSupport.stream(new TreeReader(blob).spliterator(), false).toList();
        TreeWriter writer = new TreeWriter();
        nodes.forEach(writer::add);
        assertThat(lines(writer.finish())).isEqualTo(lines(blob));
        return nodes;
    }

    private static List<String> lines(byte[] tree) {
        return List.of(new String(tree, StandardCharsets.UTF_8).split("(?=\\{\"name\")"));
    }
}
