package cerb.backup.cli.restore;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.output.ProgressLine;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Times;
import cerb.backup.configuration.Settings;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.operation.query.SnapshotChoice;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.RestorePlan;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.operation.restore.files.target.TargetDirectory;
import cerb.backup.operation.restore.files.target.TargetLock;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.RelativePath;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores database and files, both from one snapshot. */
@Command(name = "restore", mixinStandardHelpOptions = true,
        description = "Restore a snapshot. Without a target it writes nothing and prints what the snapshot holds, and the commands that restore it.",
        footer = {"", "JSON without a target: id, short_id, time, helpdesk (the Cerb it is of, or null), database (or null: name, captured_at, bytes, tables, rows), storage (or null: captured_at, files, bytes), extra (files, paths[], the first hundred), commands[],",
            "target (or null: objects{kind: number}, rows, unfinished), foreseen (notices[], unmade{view: reason}), findings[]. With one: id, short_id, time, helpdesk, replaced (with --overwrite, as target), foreseen (with a database: notices[], unmade{view: reason}), database (tables{name: rows}, warnings[], without_rows[], unmade{view: reason}, neutralised: null or release, changes[table, rows, effect], warnings[], notes[]), storage (files, bytes, unchanged: files that were there with the same content), extra (as storage), incomplete, findings[]."})
public final class RestoreVerb implements Callable<Integer> {
    private static final String MAIL_WARNING =
            "A restored helpdesk that runs /cron fetches and deletes mail from the real mailboxes: restore it with --neutralise for a rehearsal, else keep its cron off until it is to take over.";

    /** How files are restored; null where those are not. */
    private record FileTargets(StorageOptions storage, StorageOptions extra) {
        /** Throws what restoring them would throw before it makes anything: what comes second may not be refused after hours. */
        FileTargets examined(Restore restore, StoredSnapshot snapshot) {
            return new FileTargets(storage == null ? null : storage.after(restore.examineStorage(snapshot, storage)), extra == null ? null : extra.after(restore.examineExtra(snapshot, extra)));
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Mixin
    private RetryLock retryLock;

    @Parameters(index = "0", paramLabel = "ID", arity = "0..1", defaultValue = "latest",
            description = "Beginning of a snapshot's id, or latest: the newest complete recovery point where a database is restored, else the newest complete snapshot.")
    private String id;

    @Option(names = "--at", paramLabel = "TIME", description = "The newest snapshot not after this time, such as 2026-11-23T14:00:00Z, or local as \"2026-11-23 14:00\".")
    private String at;

    @Option(names = "--database-to", paramLabel = "NAME|JDBC_URL", description = "Schema on the configured server, or jdbc:mysql://host:port/schema. It is made if it does not exist.")
    private String databaseTo;

    @Option(names = "--database-user", paramLabel = "USER", description = "Account that may write there; else database.user.")
    private String databaseUser;

    @Option(names = "--database-password-file", paramLabel = "FILE", description = "File that holds the account's password; else database.password-file for database.user, and none for another.")
    private Path databasePasswordFile;

    @Option(names = "--storage-to", paramLabel = "DIR", description = "Directory that gets the contents of /storage.")
    private Path storageTo;

    @Option(names = "--extra-to", paramLabel = "DIR", description = "Directory that gets the contents of /extra, such as framework.config.php and .env, each at the path that it had; --path does not concern it.")
    private Path extraTo;

    @Option(names = "--owner", paramLabel = "UID:GID", description = "Owner of the files, by numbers; else who owned them.")
    private String owner;

    @Option(names = "--table", paramLabel = "TABLE", description = "This table only, or those that match, such as custom_record_*; may be given several times.")
    private Set<String> tables = Set.of();

    @Option(names = "--skip-table", paramLabel = "TABLE", description = "Make this table and leave its rows out, such as one that is damaged in the backup; names as those of --table. The exit code is then 3.")
    private Set<String> skipped = Set.of();

    @Option(names = "--path", paramLabel = "PATH", description = "This file or directory below the storage directory only; may be given several times.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--overwrite", description = "Accept a schema or directory that is not empty: all that the schema holds is dropped, or with --table those tables; files of the same name are replaced.")
    private boolean overwrite;

    @Option(names = "--neutralise", description = "Change the restored database so that a helpdesk that runs on it as a rehearsal fetches, deletes and sends nothing.")
    private boolean neutralise;

    @Option(names = "--definer", paramLabel = "current", description = "current: make views, triggers, routines and events in the name of the account that restores, where it may not make them in the name of others; else they are whose they were.")
    private String definer;

    @Option(names = "--dry-run", description = "Write nothing; print what would be restored.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        Settings settings = from.settings(common);
        Console console = common.console();
        RestoreTargets targets = new RestoreTargets(settings);
        refuseWhatIsOfNothing();
        DatabaseAddress address = databaseTo == null ? null : targets.database(databaseTo, databaseUser, databasePasswordFile);
        try (RepositorySource source = from.open(settings); ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
            SnapshotChoice choice = source.snapshots().choice(id, Times.of("--at", at, true), address != null);
            StoredSnapshot snapshot = choice.snapshot();
            SnapshotContent content = new SnapshotContent(source.repository().index(), snapshot);
            List<RelativePath> wanted = paths.stream().map(path -> RestoreTargets.below(path, content)).toList();
            Restore restore = new Restore(source.repository(), progress, GivenWords.of(spec.commandLine().getParseResult(), from, settings), retryLock.patience());
            DatabaseOptions options = new DatabaseOptions(2, overwrite, tables, targets.dataDirectory(databaseTo), neutralise).withOwnDefiner(definer != null).withoutRowsOf(skipped);
            List<Finding> found = Stream.of(closed(wanted), choice.findings(), source.snapshots().lacks(snapshot), source.snapshots().doubted(snapshot).stream().toList(), source.snapshots().lost(snapshot, address != null, this::isAskedFor).stream().toList())
                    .flatMap(List::stream).toList();
            FileTargets files = new FileTargets(storageTo == null ? null : fileOptions(storageTo, wanted, source), extraTo == null ? null : fileOptions(extraTo, List.of(), source).scattered());
            if (dryRun || address == null && storageTo == null && extraTo == null) {
                RestorePlan plan = restore.plan(snapshot, wanted).with(found);
                plan(new RestoreText(console), plan, restore, snapshot, address, options, files);
                return exit(plan.findings().stream().anyMatch(Finding::marksIncomplete));
            }
            return restore(console, restore, choice, found, address, options, files);
        }
    }

    /** Prints the plan, also where a target would be refused. */
    private void plan(RestoreText text, RestorePlan plan, Restore restore, StoredSnapshot snapshot, DatabaseAddress address, DatabaseOptions options, FileTargets files) {
        ObjectNode json = text.plan(plan, address == null ? null : restore.replaced(snapshot, address, options), address, overwrite);
        try {
            text.foreseen(json, address == null ? Foreseen.NOTHING : restore.examine(snapshot, address, options));
            files.examined(restore, snapshot);
        } finally {
            text.planned(json);
        }
    }

    /** Whether what lies at a name in the root directory is restored, or read for it. */
    private boolean isAskedFor(String name) {
        boolean everything = databaseTo == null && storageTo == null && extraTo == null;
        return everything || switch (name) {
            case "database" -> databaseTo != null;
            case "storage" -> storageTo != null;
            case "extra" -> extraTo != null;
            default -> name.equals("manifest.json");
        };
    }

    /** What a helpdesk that runs on the target would notice. */
    private List<Finding> closed(List<RelativePath> wanted) {
        return storageTo == null ? List.of() : TargetDirectory.closed(storageTo, wanted).map(directory -> new Finding(Finding.Severity.NOTE, directory.toString(),
                "nobody but this user can write there, and below, while the restore runs: what a helpdesk would store there meanwhile is lost", "Stop one that runs on it before, unless it runs as this user.")).stream().toList();
    }

    private static int exit(boolean incomplete) {
        return (incomplete ? ExitCode.INCOMPLETE : ExitCode.OK).number();
    }

    /** Files first: a database without its files shows broken attachments, files without a database show nothing. */
    private int restore(Console console, Restore restore, SnapshotChoice choice, List<Finding> found, DatabaseAddress address, DatabaseOptions options, FileTargets targets) {
        StoredSnapshot snapshot = choice.snapshot();
        ObjectNode json = Json.object().put("id", snapshot.id().toString()).put("short_id", snapshot.id().shortName()).put("time", Json.time(snapshot.snapshot().time()));
        RestoreText text = new RestoreText(console);
        text.found(json, found);
        console.note("restoring " + restore.describe(snapshot));
        String helpdesk = restore.helpdesk(snapshot);
        text.helpdesk(json, helpdesk);
        if (overwrite && address != null) {
            text.replaces(json, restore.replaced(snapshot, address, options), address);
        }
        Foreseen foreseen = address == null ? Foreseen.NOTHING : restore.examine(snapshot, address, options);
        text.foreseen(json, foreseen);
        FileTargets examined = targets.examined(restore, snapshot);
        try (TargetLock storageLock = TargetLock.take(storageTo); TargetLock extraLock = TargetLock.take(extraTo)) {
            StorageResult files = storageTo == null ? null : restore.storage(snapshot, examined.storage);
            text.files(json, "storage", files, storageTo);
            StorageResult extra = extraTo == null ? null : restore.extra(snapshot, examined.extra);
            text.files(json, "extra", extra, extraTo);
            DatabaseResult rows = address == null ? null : restore.database(snapshot, address, options.after(foreseen));
            Stream.of(storageTo, extraTo).filter(Objects::nonNull).forEach(TargetDirectory::end);
            text.rows(json, rows, address);
            if (extra == null && paths.isEmpty() && tables.isEmpty()) {
                text.leftOut(restore.extra(snapshot));
            }
            if (rows != null && extra != null) {
                text.more(json, RestoredConfiguration.elsewhere(extraTo, restore.extra(snapshot).paths(), address));
            }
            boolean incomplete = files != null && files.incomplete() || rows != null && rows.incomplete() || extra != null && extra.incomplete() || choice.marksIncomplete();
            if (console.json()) {
                console.result(json.put("incomplete", incomplete));
            } else if (address != null && helpdesk != null && !neutralise) {
                console.warn(MAIL_WARNING);
            }
            return exit(incomplete);
        }
    }

    /** An option that would do nothing is a mistake that shows too late. */
    private void refuseWhatIsOfNothing() {
        if (databaseTo == null && (neutralise || !tables.isEmpty() || !skipped.isEmpty())) {
            String option = neutralise ? "--neutralise changes a restored database" : (tables.isEmpty() ? "--skip-table" : "--table") + " names tables of a restored database";
            throw FailureException.refused(option + ", and none is restored", "Name it with --database-to.");
        }
        if (definer != null && (databaseTo == null || !definer.equals("current"))) {
            throw FailureException.refused("--definer " + Printable.of(definer) + (databaseTo == null ? " is about a restored database, and none is restored" : " is none that is known"),
                    "Write --definer current beside --database-to, or leave it out.");
        }
        if (storageTo == null && (owner != null && extraTo == null || !paths.isEmpty() && (databaseTo != null || extraTo != null))) {
            throw FailureException.refused((paths.isEmpty() ? "--owner" : "--path") + " is about restored files, and none are restored", "Name their directory with --storage-to.");
        }
        if (at != null && !Snapshots.isLatest(id)) {
            throw FailureException.refused("--at chooses a snapshot, and " + Printable.of(id) + " names one already", "Leave one of them out.");
        }
    }

    private StorageOptions fileOptions(Path target, List<RelativePath> wanted, RepositorySource source) {
        // marked: until all that was asked for is there, the same command goes on
        return new StorageOptions(target, overwrite, wanted, owner(), Math.max(source.readers(), Runtime.getRuntime().availableProcessors())).marked();
    }

    private StorageOptions.Owner owner() {
        if (owner == null) {
            return null;
        }
        if (!owner.matches("[0-9]{1,10}:[0-9]{1,10}")) {
            throw FailureException.refused("--owner " + Printable.of(owner) + " is not an owner by numbers", "Write it as UID:GID, such as 33:33.");
        }
        String[] numbers = owner.split(":");
        return new StorageOptions.Owner(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }
}
