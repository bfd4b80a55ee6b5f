package cerb.backup.operation.setup;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.grant.BackupAccount;
import cerb.backup.mysql.grant.NeededGrant;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.operation.report.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database's account with what it needs and no more. Its password is the one in the secret's file, and is never changed. */
public final class AccountStep implements Step {
    private final AccountName name;
    private final DatabaseAddress backup;
    private final BackupAccount account;
    private final boolean exists;
    private final List<NeededGrant> missing;

    private AccountStep(AccountName name, DatabaseAddress backup, BackupAccount account, boolean exists, List<NeededGrant> missing) {
        this.name = name;
        this.backup = backup;
        this.account = account;
        this.exists = exists;
        this.missing = List.copyOf(missing);
    }

    /**
     * With an administrator who can make it.
     *
     * @param backup      how the backup will connect
     * @param hasPassword whether its secret is there already
     * @throws OperationException if the account is there and its password is not: nobody could find it out
     */
    static AccountStep by(Session administrator, AccountName name, DatabaseAddress backup, List<NeededGrant> needed, boolean hasPassword) {
        BackupAccount account = new BackupAccount(administrator, name);
        boolean exists = account.exists();
        if (exists && !hasPassword) {
            throw new OperationException("the account " + name + " is there already, but not the file with its password",
                    "Put its password into the file that database.password-file names (mode 600), or drop the account and run setup again. Nothing was changed.");
        }
        return new AccountStep(name, backup, account, exists, account.missing(needed, backup.schema()));
    }

    /** Without one: somebody has to run the statements. {@code missing} is empty where it has been seen to have all. */
    static AccountStep byHand(AccountName name, DatabaseAddress backup, boolean exists, List<NeededGrant> missing) {
        return new AccountStep(name, backup, null, exists, missing);
    }

    @Override
    public String subject() {
        return "account " + name + " of the database";
    }

    @Override
    public Optional<String> pending() {
        if (exists && missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(exists ? "give it what it lacks" : "make it");
    }

    @Override
    public boolean isByHand() {
        return account == null && pending().isPresent();
    }

    /**
     * The statements that are still to be run, comments between them.
     *
     * @param password what stands in the place of the password's literal
     */
    public List<String> sql(String password) {
        List<String> lines = new ArrayList<>();
        if (!exists) {
            lines.add(BackupAccount.create(name, password) + ";");
        }
        for (NeededGrant grant : missing) {
            lines.add("-- " + grant.reason());
            lines.add(grant.sql(name) + ";");
        }
        return lines;
    }

    @Override
    public void run() {
        if (!exists) {
            account.create(backup.password().get());
        }
        account.grant(missing);
        try {
            BackupAccount.connect(backup);
        } catch (DatabaseException e) {
            throw new OperationException("the account " + name + " is made, but the server does not let the backup in with it: " + e.getMessage(),
                    "The server may see this machine by another name or address: name that with --account-host. Or the account has another password than the secret's file.");
        }
    }
}
