package cerb.backup.cli.setup;

import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.operation.LiveDatabase;
import cerb.backup.operation.setup.Ownership;
import cerb.backup.operation.setup.Setup;
import cerb.backup.operation.setup.SetupOptions;
import cerb.backup.operation.setup.Step;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the account, the secrets, the directories and the configuration that a backup needs. */
@Command(name = "setup", mixinStandardHelpOptions = true,
        description = "Make what a backup needs: an account of the database with the least privileges, secrets that only their owner can read, directories, the configuration. "
                + "What is there stays; run again it changes nothing.",
        footer = {"", "Exit code 3: something is left for you to do, such as the printed SQL.",
            "JSON: changed, dry_run, steps[subject, state (present | made | to_make | by_hand), action], sql[] (what is still to be run), remarks[]."})
public final class SetupVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private Administrator administrator;

    @Mixin
    private Owner owner;

    @Option(names = "--cerb", paramLabel = "DIR", description = "Cerb's directory: host, port, socket, schema and storage are read from its framework.config.php.")
    private Path cerb;

    @Option(names = "--account-host", paramLabel = "HOST", description = "Host the server sees the backup come from; else it is found out.")
    private String accountHost;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A key of the configuration; may be given several times. One that is in the file stays.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Proposal proposal = new Proposal(common.file(), System.getenv());
        proposal.add(values);
        if (cerb != null) {
            proposal.addCerb(cerb);
        }
        proposal.addSecrets();
        Settings settings = proposal.settings();
        DatabaseAddress database = LiveDatabase.of(settings);
        Ownership ownership = owner.ownership();
        Optional<Session> session = administrator.connect(database);
        try {
            String host = accountHost == null ? AccountHost.of(database, session) : accountHost;
            return run(settings, new Setup(new SetupOptions(common.file(), settings, proposal.additions(), database, session.orElse(null), host, ownership, new SecureRandom())),
                    new SetupReport(common.console(), settings, proposal.remarks(), dryRun));
        } finally {
            session.ifPresent(Session::close);
        }
    }

    private int run(Settings settings, Setup setup, SetupReport report) {
        report.begin(setup);
        for (Step step : setup.steps()) {
            if (!dryRun && step.pending().isPresent() && !step.isByHand()) {
                step.run();
            }
            report.done(step);
        }
        report.end(owner.commands(settings, setup.steps().stream().flatMap(step -> step.makes().stream()).toList()));
        return setup.account().isByHand() && !dryRun ? ExitCode.INCOMPLETE.number() : ExitCode.OK.number();
    }
}
