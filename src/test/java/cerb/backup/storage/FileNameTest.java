package cerb.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNameTest {
    @TempDir
    Path directory;

    @Test
    void keepsTheBytesOfAlienNames() throws IOException {
        for (byte[] raw : AlienNames.ALL) {
            Files.writeString(FileName.of(raw).in(directory), "x");
        }
        List<FileName> expected = AlienNames.ALL.stream().map(FileName::of).sorted().toList();
        assertThat(Directory.names(directory)).isEqualTo(expected);
        for (FileName name : expected) {
            assertThat(FileName.of(name.in(directory))).isEqualTo(name);
            assertThat(Files.readString(name.in(directory))).isEqualTo("x");
        }
    }

    @Test
    void readsTargetsOfLinksAsBytes() throws IOException {
        for (byte[] raw : AlienNames.ALL) {
            FileName name = FileName.of(raw);
            Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), name.in(Path.of("/nowhere")));
            assertThat(SymbolicLink.target(absolute)).isEqualTo(join("/nowhere/", raw));
            Path relative = Files.createSymbolicLink(directory.resolve("relative"), name.in(Path.of("/")).getFileName());
            assertThat(SymbolicLink.target(relative)).isEqualTo(raw);
            Files.delete(absolute);
            Files.delete(relative);
        }
    }

    @Property
    void bytesSurviveTheWayThroughAPath(@ForAll @Size(min = 1, max = 255) byte[] raw) {
        for (int i = 0; i < raw.length; i++) {
            raw[i] = raw[i] == 0 || raw[i] == '/' || raw[i] == '.' ? (byte) 0xff : raw[i];
        }
        assertThat(FileName.of(FileName.of(raw).in(Path.of("/some/where"))).bytes()).isEqualTo(raw);
    }

    @Test
    void refusesWhatNoFileCanBeNamed() {
        for (String text : List.of("", ".", "..", "a/b", "a\0b")) {
            assertThatThrownBy(() -> FileName.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isOrderedByUnsignedBytes() {
        assertThat(FileName.of(new byte[] {'a', (byte) 0x80})).isGreaterThan(FileName.of("a\u007f"));
        assertThat(FileName.of("a")).isLessThan(FileName.of("aa"));
    }

    @Test
    void showsControlCharactersEscaped() {
        assertThat(FileName.of("a\nb")).hasToString("a\\x0Ab");
        assertThat(FileName.of("\u00fcber")).hasToString("\u00fcber");
        assertThat(FileName.of(new byte[] {'a', (byte) 0xff})).hasToString("a\\xFF");
    }

    private static byte[] join(String head, byte[] tail) {
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        byte[] joined = Arrays.copyOf(first, first.length + tail.length);
        System.arraycopy(tail, 0, joined, first.length, tail.length);
        return joined;
    }
}
