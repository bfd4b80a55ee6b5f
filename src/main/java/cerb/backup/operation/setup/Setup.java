package cerb.backup.operation.setup;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.value.DumpMethod;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.grant.Features;
import cerb.backup.mysql.grant.NeededGrant;
import cerb.backup.mysql.grant.NeededGrants;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.mysql.privilege.Privileges;
import cerb.backup.operation.report.OperationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks what a backup of this configuration needs and has not. Changes nothing by itself. */
public final class Setup {
    private final SetupOptions options;
    private final List<Step> steps = new ArrayList<>();
    private final AccountStep account;
    private String unasked;

    /**
     * Looks, at the server too.
     *
     * @throws OperationException if something is there that cannot be completed
     * @throws DatabaseException  if the administrator's session fails
     */
    public Setup(SetupOptions options) {
        this.options = options;
        Optional<Path> password = secretFile(Keys.DATABASE_PASSWORD_FILE);
        Optional<Path> repositoryPassword = secretFile(Keys.REPOSITORY_PASSWORD_FILE);
        directories(password, repositoryPassword).forEach(directory -> steps.add(new DirectoryStep(directory, options.owner())));
        password.ifPresent(file -> steps.add(new SecretStep("password of the database's account", file, options.owner(), options.random())));
        repositoryPassword.ifPresent(file -> steps.add(new SecretStep("password of the repository", file, options.owner(), options.random())));
        account = account(password.isEmpty() || Files.exists(password.get()));
        steps.add(account);
        steps.add(new ConfigurationStep(options.file(), options.additions(), options.owner()));
    }

    /** The file of a secret; empty where it is in the environment. */
    private Optional<Path> secretFile(Setting<Path> setting) {
        return options.settings().find(setting);
    }

    private Set<Path> directories(Optional<Path> password, Optional<Path> repositoryPassword) {
        Set<Path> directories = new LinkedHashSet<>();
        directories.add(options.settings().get(Keys.REPOSITORY_DIRECTORY).toAbsolutePath());
        password.ifPresent(file -> directories.add(file.toAbsolutePath().getParent()));
        repositoryPassword.ifPresent(file -> directories.add(file.toAbsolutePath().getParent()));
        directories.add(options.file().toAbsolutePath().getParent());
        return directories;
    }

    private AccountStep account(boolean hasPassword) {
        AccountName name = new AccountName(options.database().user(), options.accountHost());
        if (options.administrator() != null) {
            requireSchema(options.administrator());
            return AccountStep.by(options.administrator(), name, options.database(), needed(options.administrator()), hasPassword);
        }
        if (hasPassword) {
            try (Session session = new Connections(options.database()).open()) {
                return AccountStep.byHand(name, options.database(), true, NeededGrants.missing(needed(session), Privileges.of(session)));
            } catch (DatabaseException e) {
                // The account is not there yet, or the server is not: either way somebody else has to look, and gets the statements.
                unasked = e.getMessage();
                return AccountStep.byHand(name, options.database(), false, List.of());
            }
        }
        unasked = "no administrator of the database is named";
        return AccountStep.byHand(name, options.database(), false, List.of());
    }

    private void requireSchema(Session administrator) {
        String schema = options.database().schema();
        if (administrator.value("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = " + Identifier.literal(schema)).isEmpty()) {
            throw new OperationException("the server at " + options.database() + " has no schema " + schema,
                    "Correct database.name, or name Cerb's directory with --cerb. Nothing was changed.");
        }
    }

    private List<NeededGrant> needed(Session session) {
        return NeededGrants.of(session, options.database().schema(), Features.ask(session, dumpsAccounts(), isHotcopy()));
    }

    private boolean dumpsAccounts() {
        return options.settings().get(Keys.DUMP_ACCOUNTS);
    }

    private boolean isHotcopy() {
        return options.settings().get(Keys.DUMP_METHOD) == DumpMethod.HOTCOPY;
    }

    /** Everything there is to make or to find there, in the order in which it has to be made. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The account among them. */
    public AccountStep account() {
        return account;
    }

    /** Why no server could be asked what it is and has, so that {@link #statements} for both kinds are needed; empty if one was. */
    public Optional<String> unasked() {
        return Optional.ofNullable(unasked);
    }

    /** The account's statements for a server that nobody could ask. */
    public List<String> statements(boolean mariaDb, String password) {
        List<NeededGrant> grants = NeededGrants.unasked(mariaDb, options.database().schema(), new Features(false, dumpsAccounts(), isHotcopy()));
        return AccountStep.byHand(new AccountName(options.database().user(), options.accountHost()), options.database(), false, grants).sql(password);
    }
}
