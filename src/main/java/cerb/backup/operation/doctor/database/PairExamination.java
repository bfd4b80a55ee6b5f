package cerb.backup.operation.doctor.database;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.rehearsal.Neutralisation;
import cerb.backup.mysql.Session;
import cerb.backup.operation.crosscheck.PairCheck;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the database is Cerb's, and the storage directory belongs to it. */
public final class PairExamination implements Examination {
    private final Session session;
    private final Set<String> tables;
    private final Path storage;

    /** {@code tables} are the names of the schema's. */
    public PairExamination(Session session, List<String> tables, Path storage) {
        this.session = session;
        this.tables = Set.copyOf(tables);
        this.storage = storage;
    }

    @Override
    public String subject() {
        return "pair";
    }

    @Override
    public List<Diagnosis> examine() {
        List<ObjectTable> known = ObjectTable.among(tables);
        if (known.isEmpty() || !known.contains(ObjectTable.ALL.get(0))) {
            return List.of(Diagnosis.error(subject(), "the schema " + session.schema() + " has no table attachment, so it is not Cerb's",
                    "Rows and files cannot be compared.", "Set database.name to Cerb's schema, or storage.kind=plain if there is no Cerb."));
        }
        if (!tables.contains(Neutralisation.REQUIRED)) {
            return List.of(Diagnosis.warning(subject(), "the schema " + session.schema() + " has a table attachment, but no table " + Neutralisation.REQUIRED + ", so it is probably not Cerb's",
                    "A drill refuses it, since what would act by itself is not known.", "Set storage.kind=plain if there is no Cerb; otherwise see database.name, database.include and database.exclude."));
        }
        List<String> keys = session.rows(known.get(0).newestOnDiskQuery()).stream().map(row -> row.get(0)).toList();
        Optional<String> misfit = PairCheck.misfit(keys, storage);
        return List.of(misfit.map(why -> Diagnosis.error(subject(), why, "A restored helpdesk would have no attachments.", PairCheck.REMEDY))
                .orElseGet(() -> Diagnosis.ok(subject(), keys.isEmpty() ? "the database has no attachments on disk yet" : "the storage directory belongs to the database, which keeps objects in "
                        + known.stream().map(ObjectTable::table).collect(Collectors.joining(", ")))));
    }
}
