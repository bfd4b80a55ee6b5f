package cerb.backup.operation.doctor.database;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.View;
import cerb.backup.mysql.schema.read.SchemaReader;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.util.List;
import java.util.function.Predicate;

/** Views that cannot be made again from a dump: found before the first one is incomplete because of them. */
public final class ViewsExamination implements Examination {
    private final Session session;
    private final Predicate<String> dumped;

    /** {@code dumped} says which tables and views belong to the dump. */
    public ViewsExamination(Session session, Predicate<String> dumped) {
        this.session = session;
        this.dumped = dumped;
    }

    @Override
    public String subject() {
        return "views";
    }

    @Override
    public List<Diagnosis> examine() {
        List<View> views = new SchemaReader(session, dumped).views();
        List<Diagnosis> broken = views.stream().filter(view -> !view.isValid()).map(this::of).toList();
        return broken.isEmpty() && !views.isEmpty() ? List.of(Diagnosis.ok(subject(), "all " + views.size() + " can be made again")) : broken;
    }

    private Diagnosis of(View view) {
        String remedy = "Mend it, or leave it out: database.exclude=" + view.definition().name();
        return view.dead() ? Diagnosis.note(subject(), view.told(), "Nobody can use it here either; a dump keeps its definition as a comment.", remedy + ", or drop it")
                : Diagnosis.warning(subject(), view.told(), "Each recovery point is incomplete because of it.", remedy);
    }
}
