package cerb.backup.operation.doctor.database;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.grant.Features;
import cerb.backup.mysql.grant.NeededGrant;
import cerb.backup.mysql.grant.NeededGrants;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.mysql.privilege.Privileges;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.util.ArrayList;
import java.util.List;

/** What the account may do, against what the backup is to do. */
public final class AccountExamination implements Examination {
    private final Session session;
    private final boolean accounts;
    private final boolean hotcopy;

    /**
     * The session is the account's own, in the schema.
     *
     * @param accounts whether accounts and grants are dumped too
     * @param hotcopy  whether the data files themselves are copied
     */
    public AccountExamination(Session session, boolean accounts, boolean hotcopy) {
        this.session = session;
        this.accounts = accounts;
        this.hotcopy = hotcopy;
    }

    @Override
    public String subject() {
        return "privileges";
    }

    @Override
    public List<Diagnosis> examine() {
        Features features = Features.ask(session, accounts, hotcopy);
        Privileges held = Privileges.of(session);
        List<Diagnosis> found = new ArrayList<>();
        try {
            held.requireForDump();
        } catch (DatabaseException e) {
            found.add(Diagnosis.error(subject(), e.getMessage(), "A dump is refused, since a server leaves out without a word what an account may not see.", e.remedy()));
        }
        for (NeededGrant grant : NeededGrants.missing(NeededGrants.of(session, session.schema(), features), held)) {
            found.add(Diagnosis.warning(subject(), "the account lacks " + String.join(", ", grant.privileges()) + " on " + grant.scope(), "It is for: " + grant.reason() + ".", grant.sql(AccountName.of(session)) + ";"));
        }
        return found.isEmpty() ? List.of(Diagnosis.ok(subject(), "the account " + AccountName.of(session) + " has all it needs")) : found;
    }
}
