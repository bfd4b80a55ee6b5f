package cerb.backup.observe;

import java.util.concurrent.Callable;

/** Failures as they can travel: a console has none of our classes, so only the words do. */
final class ForConsoles {
    private ForConsoles() {}

    static String call(Callable<String> operation) throws Exception {
        try {
            return operation.call();
        } catch (Exception e) {
            throw new Exception(e.getMessage());
        }
    }
}
