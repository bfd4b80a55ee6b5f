package cerb.backup.operation.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
    private static String safe(String name) {
        return SafeName.of(new Attachment(7, name, "", 0, "", "", "", Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"../../etc/passwd|passwd", "C:\\temp\\a b.pdf|a b.pdf", ".htaccess|htaccess", "...|attachment-7", "/|attachment-7", "Größe 1.pdf|Größe 1.pdf"})
    void namesLeadNowhere(String name, String expected) {
        assertThat(safe(name)).isEqualTo(expected);
    }

    @Test
    void whatNobodySeesIsReplaced() {
        assertThat(safe("a\0b\n.txt")).isEqualTo("a_b_.txt");
        assertThat(safe("x\u202efdp.exe")).as("an exe that looks like a pdf").isEqualTo("x_fdp.exe");
    }

    @Property(tries = 300)
    void anyNameIsOneOfAFileThatCanBeMade(@ForAll String name) {
        String safe = safe(name);
        assertThat(safe).isNotEmpty().doesNotStartWith(".").doesNotContain("/").doesNotContain("\\").doesNotContain("\0");
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(240);
    }

    @Property(tries = 20)
    void aLongNameKeepsItsEnd(@ForAll("lengths") int length) {
        assertThat(safe("ü".repeat(length) + ".pdf")).endsWith(".pdf").startsWith("üü");
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(2, 2_000);
    }
}
