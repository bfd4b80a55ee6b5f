package cerb.backup.operation.drill;

import cerb.backup.cerb.rehearsal.Neutralisation;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.drill.scratch.RefusedException;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.Restore;
import cerb.backup.repository.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dump of the recovery point that a drill restores: what can be known of it before files are restored for hours. Immutable. */
final class DrilledDump {
    private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

    private final Repository repository;
    private final BaseSnapshot point;
    private final DatabasePart manifest;

    /** {@code point} may hold no dump, or no manifest that can be read: then nothing is known. */
    DrilledDump(Repository repository, BaseSnapshot point) {
        this.repository = repository;
        this.point = point;
        this.manifest = point.database() == null ? null : point.databasePart();
    }

    /** Whether it holds no tables, so that nothing is proven by restoring it. */
    boolean isEmpty() {
        return manifest != null && manifest.tables().isEmpty();
    }

    /**
     * Whether a drill for Cerb knows what to neutralise in it. Nothing is wrong with the backup of another application.
     *
     * @throws RefusedException if not
     */
    void demandKind(boolean cerb) {
        if (cerb && manifest != null && !isEmpty() && manifest.tables().stream().noneMatch(table -> table.name().equals(Neutralisation.REQUIRED))) {
            throw new RefusedException("the recovery point is of no Cerb: there is no table " + Neutralisation.REQUIRED + " of database " + manifest.name() + " in it, so what would act by itself is not known",
                    "Set storage.kind=plain if there is no Cerb; if there is, see why the table is not dumped: database.name, database.exclude.");
        }
    }

    /**
     * What is known of its load beforehand, which need not be found out again. What is in the way and not the server's fault is found, and told, when it is loaded.
     *
     * @throws RefusedException if the server cannot hold it
     */
    Foreseen foresee(DatabaseAddress schema, DatabaseOptions options) {
        if (manifest == null || isEmpty()) {
            return Foreseen.NOTHING;
        }
        try {
            return new Restore(repository, Observer.NONE).examine(point.stored(), schema, options);
        } catch (UnfitServerException e) {
            throw unfit(e);
        } catch (RuntimeException e) {
            LOG.debug("whether the server of the drill is fit is not known before the load", e);
            return Foreseen.NOTHING;
        }
    }

    static RefusedException unfit(UnfitServerException e) {
        return new RefusedException("its database server is not fit for this recovery point: " + e.getMessage(), "Name a server such as was dumped in drill.database.host or drill.database.socket.", e);
    }
}
