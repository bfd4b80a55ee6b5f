package cerb.backup.operation.drill;

import cerb.backup.Oracles.Database;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.gate.LiveDirectories;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.Repository;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process that holds a drill, and stops for good when some rows are loaded. */
final class DrillVictim {
    /** What it says then. */
    static final String LOADING = "some rows are loaded";

    private DrillVictim() {
    }

    /** Takes the repository, the directory of drills, and the port and schema of the live database, on whose server the drill's schema is made; or {@code own} for a server of its own. */
    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]);
        DatabaseAddress live = DatabaseAddress.of("127.0.0.1", Integer.parseInt(arguments[2]), Database.USER, () -> "").withSchema(arguments[3]);
        DatabaseAddress server = arguments.length > 4 ? null : live.withSchema("");
        DrillOptions options = new DrillOptions("cerb", List.of("offsite"), Path.of(arguments[1]), null, server, new DrillOptions.Live(live, new LiveDirectories(List.of()), true), false, 2, 2, root, null);
        new Drill(options, new Observer() {
            @Override
            public void progress(Stage stage, Progress progress) {
                if (stage == Stage.RESTORE_DATABASE) {
                    System.out.println(LOADING);
                    while (true) {
                        LockSupport.park();
                    }
                }
            }
        }, Clock.systemUTC()).run("offsite", fetched -> Repository.open(new LocalBackend(root), DrillScene.PASSWORD, DrillScene.OPTIONS));
    }
}
