package cerb.backup.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Counts what a piece of work reads, by the kernel's account of its thread: bytes that read calls returned, from disk or cache. */
final class IoCounters {
    private IoCounters() {
    }

    static long bytesReadOf(Callable<?> work) throws IOException {
        long before = readSoFar();
        try {
            work.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return readSoFar() - before;
    }

    private static long readSoFar() throws IOException {
        String io = Files.readString(Path.of("/proc/thread-self/io"));
        return io.lines().filter(line -> line.startsWith("rchar: ")).mapToLong(line -> Long.parseLong(line.substring(7))).sum();
    }
}
