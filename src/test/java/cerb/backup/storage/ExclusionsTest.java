package cerb.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusionsTest {
    @Test
    void matchesWithinNamesAndAcrossThem() {
        var exclusions = Exclusions.parse("tmp/**, *.bak, **/cache-?, logs/[!a-c]*.log");
        assertExcluded(exclusions, "tmp/x", "tmp/x/y", "old.bak", "cache-1", "a/b/cache-2", "logs/x.log");
        assertKept(exclusions, "tmp", "a/old.bak", "cache-12", "logs/b.log", "logs/x/y.log", "tmp2/x");
    }

    @Test
    void lastMatchDecides() {
        var exclusions = Exclusions.of(List.of("mail/new/**", "!mail/new/**/", "!mail/new/**/*.msg"));
        assertExcluded(exclusions, "mail/new/download", "mail/new/a/part");
        assertKept(exclusions, "mail/new/1.msg", "mail/new/a/1.msg", "mail/new");
        assertThat(exclusions.excludes(RelativePath.of("mail/new/a"), true)).isFalse();
    }

    @Test
    void laterGlobsTakeBack() {
        var exclusions = Exclusions.parse("**").and(List.of("!_master.key"));
        assertExcluded(exclusions, "anything");
        assertKept(exclusions, "_master.key");
    }

    @Test
    void matchesNamesThatAreNoText() {
        var exclusions = Exclusions.parse("*.tmp,\u00fcber*");
        assertThat(exclusions.excludes(RelativePath.ROOT.child(FileName.of(new byte[] {(byte) 0xff, '\n', '.', 't', 'm', 'p'})), false)).isTrue();
        assertExcluded(exclusions, "\u00fcberall");
    }

    @Test
    void takesEverythingElseLiterally() {
        assertExcluded(Exclusions.parse("a.b(c){d}$^+|\\"), "a.b(c){d}$^+|\\");
        assertKept(Exclusions.parse("a.b"), "axb");
    }

    @Test
    void refusesGlobsThatCannotBeMeant() {
        for (String glob : List.of("/etc/**", "!", "/", "a[b")) {
            assertThatThrownBy(() -> Exclusions.of(List.of(glob))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(glob);
        }
    }

    private static void assertExcluded(Exclusions exclusions, String... paths) {
        assertThat(paths).allMatch(path -> exclusions.excludes(RelativePath.of(path), false));
    }

    private static void assertKept(Exclusions exclusions, String... paths) {
        assertThat(paths).noneMatch(path -> exclusions.excludes(RelativePath.of(path), false));
    }
}
