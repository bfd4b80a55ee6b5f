package cerb.backup.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void showsShareRateAndTimeLeft() {
        assertThat(ProgressLine.text(Stage.DATABASE, new Progress(3, 12, 25L << 20, 100L << 20), Duration.ofSeconds(10)))
                .isEqualTo("database [0:10] 25%, 3 of 12 parts, 25.0 MiB of 100 MiB, 2.5 MiB/s, about 0:30 left");
        assertThat(ProgressLine.text(Stage.STORAGE_BEFORE, Progress.open(7, 0), Duration.ZERO)).isEqualTo("storage before [0:00], 7 parts, 0 B");
        assertThat(ProgressLine.text(Stage.CHECK_STRUCTURE, new Progress(300, 1200, 0, -1), Duration.ofSeconds(10)))
                .as("of what has no bytes").isEqualTo("check structure [0:10] 25%, 300 of 1200 parts, 0 B, 30/s, about 0:30 left");
    }

    @Test
    void saysAboutWhereTheTotalsAreThoseOfTheTimeBefore() {
        assertThat(ProgressLine.text(Stage.STORAGE_BEFORE, Progress.open(300, 5 << 20).ofAbout(1200, -1), Duration.ofSeconds(10)))
                .as("what is read is only what is new").isEqualTo("storage before [0:10] about 25%, 300 of 1200 parts, 5.0 MiB, 30/s, about 0:30 left");
        assertThat(ProgressLine.text(Stage.DATABASE, Progress.open(3, 25 << 20).ofAbout(12, 100 << 20), Duration.ofSeconds(10)))
                .isEqualTo("database [0:10] about 25%, 3 of 12 parts, 25.0 MiB of 100 MiB, 2.5 MiB/s, about 0:30 left");
        assertThat(ProgressLine.text(Stage.DATABASE, Progress.open(13, 101 << 20).ofAbout(12, 100 << 20), Duration.ofSeconds(10)))
                .as("there is more than the time before").isEqualTo("database [0:10], 13 parts, 101 MiB, 10.1 MiB/s");
    }

    @Test
    void showsEverySinkOnOneLine() {
        try (ProgressLine line = new ProgressLine(console(true, false), nanos::get)) {
            nanos.addAndGet(10_000_000_000L);
            line.mirrorProgress("vault", Progress.open(0, 0));
            nanos.addAndGet(1_000_000_000L);
            line.mirrorProgress("offsite", new Progress(1, 4, 1100, 4400));
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("sink offsite [0:11] 25%, 1 of 4 files, 1.1 KiB of 4.3 KiB, 100 B/s, about 0:33 left; sink vault [0:10], 0 files, 0 B");
    }

    @Test
    void drawsOnATerminalOnlyAndNeverOnStandardOutput() {
        work(console(true, false));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("database [").contains("note: ticket: odd").endsWith("\r\u001b[K");
        assertThat(out.size()).isZero();
    }

    @Test
    void drawsNothingElsewhereButStillTellsFindings() {
        work(console(false, false));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("note: ticket: odd\n");
    }

    @Test
    void drawsNothingWhenQuiet() {
        work(console(true, true));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("note: ticket: odd\n");
    }

    @Test
    void redrawsAFewTimesASecond() {
        try (ProgressLine line = new ProgressLine(console(true, false), nanos::get)) {
            line.stageBegan(Stage.DATABASE);
            for (int i = 0; i < 1000; i++) {
                nanos.addAndGet(1_000_000);
                line.progress(Stage.DATABASE, Progress.open(i, i));
            }
        }
        assertThat(err.toString(StandardCharsets.UTF_8).split("\r").length).isBetween(4, 9);
    }

    private void work(Console console) {
        try (ProgressLine line = new ProgressLine(console, nanos::get)) {
            line.stageBegan(Stage.DATABASE);
            line.progress(Stage.DATABASE, Progress.open(1, 1));
            line.found(Finding.note("ticket", "odd"));
            line.progress(Stage.DATABASE, Progress.open(2, 2));
            nanos.addAndGet(1_000_000_000);
            line.progress(Stage.DATABASE, Progress.open(3, 3));
        }
    }

    private Console console(boolean terminal, boolean quiet) {
        return new Console(new PrintStream(out, true), new PrintStream(err, true), false, quiet, terminal);
    }
}
