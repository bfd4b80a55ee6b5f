package cerb.backup.operation;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.Dump;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Takes recovery points of a real database, as a route does. */
public final class DatabaseDumps {
    private DatabaseDumps() {
    }

    /** One of a schema and of the engine's storage. */
    public static RecoveryPointResult backUp(Engine engine, DatabaseAddress schema) throws IOException {
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of());
                Dump dump = Dump.open(schema, DumpOptions.defaults().withPreviousChunks(run.previousChunks()), new DumpListener() { })) {
            for (Iterator<DumpPart> plan = dump.plan(); plan.hasNext();) {
                DumpPart part = plan.next();
                try (InputStream in = dump.read(part)) {
                    run.store(part, in);
                }
            }
            return run.commit(dump.finish());
        }
    }
}
