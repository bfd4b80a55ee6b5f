package cerb.backup.demo.play;

import cerb.backup.demo.helpdesk.Clerk;
import cerb.backup.demo.helpdesk.Helpdesk;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Changes the helpdesk where it hurts a backup most. Between the first walk and the dump an attachment is made: its row is in the
 * dump, its file was not there yet. Between the dump and the second walk another is deleted: its row is in the dump, its file is
 * gone already. What the helpdesk held at the moment of the dump is remembered.
 */
final class BetweenPasses implements Observer {
    private final Helpdesk helpdesk;
    private final long seed;
    private long made;
    private long deleted;
    private Expected expected;
    private Exception failure;

    BetweenPasses(Helpdesk helpdesk, long seed) {
        this.helpdesk = helpdesk;
        this.seed = seed;
    }

    @Override
    public synchronized void stageEnded(Stage stage, Duration took) {
        if (stage == Stage.STORAGE_BEFORE && expected == null) {
            attempt(clerk -> {
                made = clerk.attach(clerk.receiveMail());
                expected = Expected.of(helpdesk);
            });
        }
    }

    @Override
    public synchronized void stageBegan(Stage stage) {
        if (stage == Stage.STORAGE_AFTER && deleted == 0) {
            attempt(clerk -> {
                deleted = clerk.anyAttachment().orElseThrow();
                clerk.deleteAttachment(deleted);
            });
        }
    }

    /** The attachment that was made. */
    synchronized long made() {
        return made;
    }

    /** The attachment that was deleted. */
    synchronized long deleted() {
        return deleted;
    }

    /**
     * What the restored helpdesk has to be equal to.
     *
     * @throws IllegalStateException if the changes were not made, and so nothing would be proven
     */
    synchronized Expected expected() {
        if (failure != null || expected == null || deleted == 0) {
            throw new IllegalStateException("the helpdesk could not be changed between the passes of the recovery point", failure);
        }
        return expected;
    }

    private void attempt(Action action) {
        try (var clerk = new Clerk(helpdesk, seed)) {
            action.with(clerk);
        } catch (SQLException | IOException | RuntimeException e) {
            // An observer's exception would not reach the demo; expected() tells it.
            failure = e;
        }
    }

    @FunctionalInterface
    private interface Action {
        void with(Clerk clerk) throws SQLException, IOException;
    }
}
