package cerb.backup.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.manifest.CrossChecked.Count;
import cerb.backup.operation.manifest.Manifest.CrossCheckPart;
import cerb.backup.operation.manifest.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CrossCheckTextTest {
    private static CrossCheckPart part(Count missing, Count elsewhere, Count unreferenced) {
        return CrossCheckPart.of(new CrossChecked(Instant.EPOCH, Duration.ofMillis(5), new Count(9, 90), missing, Count.NONE, Count.NONE, new Count(1, 1), Count.NONE, elsewhere, unreferenced, 2, 0),
                new Samples(List.of("attachment 7: is missing"), List.of(), List.of("s3"), List.of()), false);
    }

    @Test
    void saysWhatIsNotAsItShouldBe() {
        assertThat(CrossCheckText.line(CrossCheckText.json(part(Count.NONE, Count.NONE, Count.NONE))))
                .isEqualTo("rows: 10 of 10 have their object (of which overtaken while the dump was taken: 1)");
        assertThat(CrossCheckText.line(CrossCheckText.json(part(new Count(3, 1), new Count(4, 1), new Count(5, 1)))))
                .isEqualTo("rows: 10 of 13 have their object (of which overtaken while the dump was taken: 1); missing: 3; NOT in this recovery point, because elsewhere: 4;"
                        + " files without a row: 5");
    }

    @Test
    void saysThatRowsWereAskedForAfterTheDump() {
        CrossCheckPart asked = CrossCheckPart.of(new CrossChecked(Instant.EPOCH, Duration.ZERO, new Count(9, 90), Count.NONE, Count.NONE, Count.NONE, Count.NONE, Count.NONE, Count.NONE, Count.NONE, 0, 0),
                new Samples(List.of(), List.of(), List.of(), List.of()), true);
        assertThat(CrossCheckText.line(CrossCheckText.json(asked))).isEqualTo("rows: 9 of 9 have their object, as they were when asked for after the dump");
    }

    @Test
    void jsonIsTheManifests() {
        assertThat(CrossCheckText.json(part(new Count(1, 7), Count.NONE, Count.NONE))).hasToString("{\"at\":\"1970-01-01T00:00:00Z\",\"millis\":5,\"checked\":11,\"missing\":1,\"rows\":\"dump\","
                + "\"sets\":{\"benign\":{\"objects\":1,\"bytes\":1},\"elsewhere\":{\"objects\":0,\"bytes\":0},\"empty\":{\"objects\":2,\"bytes\":0},\"known_lost\":{\"objects\":0,\"bytes\":0},\"missing\":{\"objects\":1,\"bytes\":7},"
                + "\"present\":{\"objects\":9,\"bytes\":90},\"unhashed\":{\"objects\":0,\"bytes\":0},\"unreferenced\":{\"objects\":0,\"bytes\":0},"
                + "\"wrong_hash\":{\"objects\":0,\"bytes\":0},\"wrong_size\":{\"objects\":0,\"bytes\":0}},"
                + "\"samples\":{\"damaged\":[\"attachment 7: is missing\"],\"benign\":[],\"elsewhere\":[\"s3\"],\"unreferenced\":[]}}");
    }
}
