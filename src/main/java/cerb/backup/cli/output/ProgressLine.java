package cerb.backup.cli.output;

import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Draws how far an operation is as one line of a terminal, with rate and time left, and prints findings above it. Draws nothing where standard error is no terminal; findings
 * are printed there as well. Thread-safe.
 */
public final class ProgressLine implements Observer, AutoCloseable {
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final Console console;
    private final LongSupplier nanoClock;
    private final boolean drawing;
    private long stageBegan;
    private long lastDrawn;
    private boolean onLine;
    private final Map<String, String> sinks = new TreeMap<>();

    /** A line on this console's standard error; {@code nanoClock} is {@code System::nanoTime}. */
    public ProgressLine(Console console, LongSupplier nanoClock) {
        this.console = console;
        this.nanoClock = nanoClock;
        this.drawing = console.terminal() && !console.quiet();
        this.stageBegan = nanoClock.getAsLong();
        this.lastDrawn = stageBegan - REDRAW_NANOS;
    }

    @Override
    public boolean isWatched() {
        return drawing;
    }

    @Override
    public synchronized void stageBegan(Stage stage) {
        stageBegan = nanoClock.getAsLong();
        lastDrawn = stageBegan - REDRAW_NANOS;
        draw(stageName(stage));
    }

    @Override
    public synchronized void progress(Stage stage, Progress progress) {
        long now = nanoClock.getAsLong();
        if (now - lastDrawn >= REDRAW_NANOS) {
            lastDrawn = now;
            draw(text(stage, progress, Duration.ofNanos(now - stageBegan)));
        }
    }

    @Override
    public synchronized void mirrorProgress(String sink, Progress progress) {
        long now = nanoClock.getAsLong();
        sinks.put(sink, text("sink " + sink, "files", progress, Duration.ofNanos(now - stageBegan)));
        if (now - lastDrawn >= REDRAW_NANOS) {
            lastDrawn = now;
            draw(String.join("; ", sinks.values()));
        }
    }

    @Override
    public synchronized void found(Finding finding) {
        clear();
        console.warn(finding.severity().name().toLowerCase(Locale.ROOT) + ": " + Printable.of(finding.toString()));
    }

    /** Wipes the line. */
    @Override
    public synchronized void close() {
        clear();
    }

    /** The line's text: stage, time, share, counts, rate, time left. */
    static String text(Stage stage, Progress progress, Duration running) {
        return text(stageName(stage), "parts", progress, running);
    }

    /** What has no bytes, such as directories that are looked at, is counted by itself. */
    private static String text(String name, String unit, Progress progress, Duration running) {
        StringBuilder line = new StringBuilder(name).append(" [").append(HumanTime.clock(running)).append(']');
        boolean byBytes = progress.totalBytes() > 0 || progress.totalFiles() <= 0 && progress.doneBytes() > 0;
        long done = byBytes ? progress.doneBytes() : progress.doneFiles();
        long total = byBytes ? progress.totalBytes() : progress.totalFiles();
        if (total > 0) {
            line.append(progress.estimated() ? " about" : "").append(String.format(Locale.ROOT, " %.0f%%", 100.0 * Math.min(done, total) / total));
        }
        line.append(", ").append(progress.doneFiles()).append(progress.totalFiles() > 0 ? " of " + progress.totalFiles() : "").append(' ').append(unit).append(", ").append(HumanSize.of(progress.doneBytes()));
        if (progress.totalBytes() > 0) {
            line.append(" of ").append(HumanSize.of(progress.totalBytes()));
        }
        return line.append(rate(done, total, byBytes, running)).toString();
    }

    private static String rate(long done, long total, boolean bytes, Duration running) {
        double seconds = running.toMillis() / 1000.0;
        if (seconds < 1 || done == 0) {
            return "";
        }
        double each = done / seconds;
        String rate = ", " + (bytes ? HumanSize.of((long) each) : Long.toString((long) each)) + "/s";
        return total > done ? rate + ", about " + HumanTime.clock(Duration.ofSeconds((long) ((total - done) / each))) + " left" : rate;
    }

    private static String stageName(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void draw(String text) {
        if (drawing) {
            console.err().print(CLEAR + text);
            console.err().flush();
            onLine = true;
        }
    }

    private void clear() {
        if (onLine) {
            console.err().print(CLEAR);
            console.err().flush();
            onLine = false;
        }
    }
}
