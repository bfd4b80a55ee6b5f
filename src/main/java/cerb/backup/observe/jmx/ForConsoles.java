package cerb.backup.observe.jmx;

import java.util.concurrent.Callable;

/** Failures as they can travel: a console has none of our classes, so only the words do. */
public final class ForConsoles {
    private ForConsoles() {}

    /** Calls it, and throws what it throws in words alone. */
    public static String call(Callable<String> operation) throws Exception {
        try {
            return operation.call();
        } catch (Exception e) {
            throw new Exception(e.getMessage());
        }
    }
}
