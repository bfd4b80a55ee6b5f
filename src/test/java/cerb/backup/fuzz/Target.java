package cerb.backup.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * A parser and what it may do.
 *
 * @param name     its directory of found cases
 * @param seeds    good examples
 * @param parser   reads one, or throws
 * @param declared the exception by which it refuses
 */
record Target(String name, List<byte[]> seeds, Parser parser, Class<? extends Exception> declared) {

    /** More than any of the small inputs should cost, and far less than what they may claim. */
    private static final long ALLOWED_BYTES = 16 << 20;
    private static final int LONGEST_MESSAGE = 700;
    private static final int FRAMES = 4;

    /** Reads bytes. */
    @FunctionalInterface
    interface Parser {
        void parse(byte[] bytes) throws Exception;
    }

    /**
     * Has an input parsed.
     *
     * @return where in the code that ended, the same for inputs that end alike
     * @throws AssertionError if the parser did what it may not
     */
    String run(byte[] input) {
        long before = allocated();
        String end = "taken";
        try {
            parser.parse(input);
        } catch (Exception e) {
            end = refusal(e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(name + " fills stack or heap", e);
        }
        long bytes = allocated() - before;
        if (bytes > ALLOWED_BYTES) {
            throw new AssertionError(name + " makes the parser allocate " + bytes + " bytes");
        }
        return end + Long.numberOfLeadingZeros(bytes);
    }

    private String refusal(Exception e) {
        if (!declared.isInstance(e)) {
            throw new AssertionError(name + " is refused by an exception that nobody expects: " + e, e);
        }
        String message = e.getMessage();
        if (message == null || message.isBlank() || message.length() > LONGEST_MESSAGE) {
            throw new AssertionError(name + " is refused without a message of a few words: " + message, e);
        }
        StringBuilder place = new StringBuilder(e.getClass().getName());
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            StackTraceElement[] trace = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
                place.append(trace[i].getMethodName()).append(trace[i].getLineNumber());
            }
        }
        return place.toString();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Override
    public String toString() {
        return name;
    }
}
