package cerb.backup.operation.restore;

import cerb.backup.backend.PermanentException;
import cerb.backup.cerb.CerbStorage;
import cerb.backup.cerb.rehearsal.Neutralisation;
import cerb.backup.format.Timestamps;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.target.Replaced;
import cerb.backup.mysql.load.target.Target;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Companions;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.files.StorageMeasure;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.operation.restore.files.target.TargetLock;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.storage.RelativePath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores parts of a snapshot from a repository, wherever that is: the local one, or a sink. For one restore at a time.
 *
 * <p>A repository that cannot be written to, such as a read-only mount, is restored from without a lock.
 */
public final class Restore {
    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

    private static final Finding NO_KEY = Finding.incomplete(CerbStorage.MASTER_KEY, "was not restored, so what is encrypted in the helpdesk's database cannot be read with it",
            "Find the key, and put it there before the helpdesk is started: it would make a new one without a word.");

    private final Repository repository;
    private final Observer observer;
    private final CommandWords words;
    private final Duration retryLock;

    /** Restores from a repository, for whoever prints no commands. */
    public Restore(Repository repository, Observer observer) {
        this(repository, observer, CommandWords.NONE, Duration.ZERO);
    }

    /** The same, with what commands that are printed have to name, and how long each part waits for another program that holds an exclusive lock. */
    public Restore(Repository repository, Observer observer, CommandWords words, Duration retryLock) {
        this.repository = repository;
        this.observer = observer;
        this.words = words;
        this.retryLock = retryLock;
    }

    /** What a snapshot would bring back of these paths (empty for all). Writes nothing. */
    public RestorePlan plan(StoredSnapshot snapshot, List<RelativePath> paths) {
        Findings findings = new Findings();
        BaseSnapshot parts = parts(snapshot);
        DatabasePart database = parts.database() == null ? null : parts.databasePart();
        DumpFiles dump = database == null ? null : files(parts, null);
        StorageMeasure files = parts.storage() == null ? null : StorageMeasure.of(index(), parts.storage(), StorageOptions.to(Path.of("/")).withPaths(paths), null, findings, null);
        if (files != null) {
            files.absent().forEach(path -> findings.add(FileRestore.absent(path, snapshot.id().shortName())));
        }
        return new RestorePlan(snapshot.id(), snapshot.snapshot().time(), new DumpedRelease(index(), parts).describe(),
                database == null ? null : database.name(), database == null ? null : database.capturedAt(),
                dump == null ? 0 : dump.bytes(),
                database == null ? 0 : database.tables().size(),
                database == null ? 0 : database.tables().stream().mapToLong(DatabasePart.TablePart::rows).sum(),
                parts.storage() == null ? null : capturedAt(parts), files == null ? 0 : files.files(), files == null ? 0 : files.bytes(), Extra.of(index(), parts.beside().extra(), findings), findings.list(),
                commands(snapshot).all(parts, dump != null && dump.hasAccounts()));
    }

    /** Which snapshot that is and as of when its parts are, such as {@code recovery point 1a2b3c4d of 2026-11-23T14:00:00Z: database as of ..., storage as of ...}. */
    public String describe(StoredSnapshot snapshot) {
        BaseSnapshot parts = parts(snapshot);
        DatabasePart database = parts.database() == null ? null : parts.databasePart();
        return (parts.database() == null ? "snapshot " : "recovery point ") + snapshot.id().shortName() + " of " + Timestamps.format(snapshot.snapshot().time()) + ":"
                + (database == null ? "" : " database as of " + database.capturedAt() + (parts.storage() == null ? "" : ","))
                + (parts.storage() == null ? "" : " storage as of " + capturedAt(parts));
    }

    /** The Cerb that belongs to a snapshot, as {@link RestorePlan#helpdesk()} has it. */
    public String helpdesk(StoredSnapshot snapshot) {
        return new DumpedRelease(index(), parts(snapshot)).describe();
    }

    private RestoreCommands commands(StoredSnapshot snapshot) {
        return new RestoreCommands(snapshot.id().shortName(), words);
    }

    /** Without a readable manifest the snapshot's own time must do: it is a little later. */
    private static String capturedAt(BaseSnapshot parts) {
        return parts.storagePart() == null ? Timestamps.format(parts.stored().snapshot().time()) : parts.storagePart().capturedAt();
    }

    /**
     * Throws what {@link #storage(StoredSnapshot, StorageOptions)} would throw before it makes anything, and makes nothing: for whoever restores something else, too, and for hours. What it
     * returns is for {@link StorageOptions#after}.
     */
    public StorageMeasure examineStorage(StoredSnapshot snapshot, StorageOptions options) {
        return locked(Stage.RESTORE_STORAGE, stage -> storage(parts(snapshot), options, stage).examine());
    }

    /** The same of the files of {@code /extra}. */
    public StorageMeasure examineExtra(StoredSnapshot snapshot, StorageOptions options) {
        return locked(Stage.RESTORE_STORAGE, stage -> extra(parts(snapshot), options, stage).examine());
    }

    /**
     * Restores the contents of {@code /storage} to a directory.
     *
     * @throws OperationException if the snapshot has no storage, the target is not empty and may not be overwritten, or has too little space
     */
    public StorageResult storage(StoredSnapshot snapshot, StorageOptions options) {
        return files(options, stage -> {
            BaseSnapshot parts = parts(snapshot);
            StorageResult result = storage(parts, options, stage).run();
            return options.paths().isEmpty() && isKeyless(parts, options.target()) ? result.with(NO_KEY) : result;
        });
    }

    private FileRestore storage(BaseSnapshot parts, StorageOptions options, StageTimer stage) {
        StoredSnapshot snapshot = parts.stored();
        if (parts.storage() == null) {
            throw new OperationException("snapshot " + snapshot.id().shortName() + " holds no storage directory", "Choose another snapshot: cerb-backup snapshots");
        }
        return new FileRestore(index(), snapshot.id().shortName(), parts.storage(), "snapshot " + snapshot.id(), options, stage);
    }

    /** The files of {@code /extra}, which a restore of the storage leaves out. What is damaged is not among them; restoring them tells. */
    public Extra extra(StoredSnapshot snapshot) {
        return Extra.of(index(), parts(snapshot).beside().extra(), new Findings());
    }

    /** Restores the files of {@code /extra}, each below the target at the path that it had; readable by the restorer alone. Options as for {@link #storage}, which throws likewise. */
    public StorageResult extra(StoredSnapshot snapshot, StorageOptions options) {
        return files(options, stage -> extra(parts(snapshot), options, stage).run());
    }

    private FileRestore extra(BaseSnapshot parts, StorageOptions options, StageTimer stage) {
        StoredSnapshot snapshot = parts.stored();
        Node root = parts.beside().extra();
        if (root == null || root.subtree() == null) {
            throw new OperationException("snapshot " + snapshot.id().shortName() + " holds no extra files", "Leave --extra-to out, or choose another snapshot: cerb-backup snapshots");
        }
        return new FileRestore(index(), snapshot.id().shortName(), root, "snapshot " + snapshot.id() + " /" + Companions.EXTRA, options, stage);
    }

    private StorageResult files(StorageOptions options, Function<StageTimer, StorageResult> work) {
        return locked(Stage.RESTORE_STORAGE, stage -> {
            try (TargetLock lock = options.staysMarked() ? null : TargetLock.take(options.target())) {
                return work.apply(stage);
            }
        });
    }

    /** What is restored of a helpdesk lacks its key, of which other applications know nothing. */
    private static boolean isKeyless(BaseSnapshot parts, Path target) {
        return Files.notExists(target.resolve(CerbStorage.MASTER_KEY), LinkOption.NOFOLLOW_LINKS) && parts.databasePart() != null
                && parts.databasePart().tables().stream().anyMatch(table -> table.name().equals(Neutralisation.REQUIRED));
    }

    /** What restoring the dump would drop in the schema that it writes to, were that allowed. Changes nothing; throws as {@link #database} does. */
    public Replaced replaced(StoredSnapshot snapshot, DatabaseAddress target, DatabaseOptions options) {
        return Target.replaced(target, DumpLoad.wanted(dumped(snapshot).databasePart(), options));
    }

    /**
     * Throws what {@link #database} would throw before it changes anything, and changes nothing: for whoever restores files first, for hours, and says before that which views will not be
     * made. What it returns is for {@link DatabaseOptions#after}.
     */
    public Foreseen examine(StoredSnapshot snapshot, DatabaseAddress target, DatabaseOptions options) {
        return locked(Stage.RESTORE_DATABASE, stage -> {
            BaseSnapshot parts = dumped(snapshot);
            return new DumpLoad(parts.databasePart(), options).examine(files(parts, null), target);
        });
    }

    private BaseSnapshot dumped(StoredSnapshot snapshot) {
        BaseSnapshot parts = parts(snapshot);
        if (parts.database() == null || parts.databasePart() == null) {
            throw new OperationException("snapshot " + snapshot.id().shortName() + " holds no dump"
                    + (parts.database() == null ? "" : " that can be loaded, because its manifest is damaged"), "Choose a recovery point: cerb-backup snapshots");
        }
        return parts;
    }

    /**
     * Loads the dump into a schema, which is made if it does not exist, and compares the rows that it then holds with the manifest; where it is asked for,
     * neutralises them before others see them.
     *
     * @throws OperationException if the snapshot has no dump, or some tables are to be neutralised
     * @throws cerb.backup.mysql.DatabaseException if the server refuses, or the rows are not those of the dump
     */
    public DatabaseResult database(StoredSnapshot snapshot, DatabaseAddress target, DatabaseOptions options) {
        return database(snapshot, target, options, goesOn -> { });
    }

    /** The same; {@code claim} hears when the target is the restore's, and may refuse it. */
    public DatabaseResult database(StoredSnapshot snapshot, DatabaseAddress target, DatabaseOptions options, Target.Claim claim) {
        return locked(Stage.RESTORE_DATABASE, stage -> {
            BaseSnapshot parts = dumped(snapshot);
            DumpLoad load = new DumpLoad(parts.databasePart(), options);
            DumpFiles files = files(parts, parts.databasePart().files() == null ? null : stage);
            try (LoadStages stages = new LoadStages(observer, stage, claim)) {
                DatabaseResult loaded = load.run(files, target, stages);
                return files.hasAccounts() ? loaded.with("accounts and grants are not restored; they are printed by: " + commands(snapshot).accounts()
                        + ". Read them, and run them as an administrator") : loaded;
            }
        });
    }

    private DumpFiles files(BaseSnapshot parts, StageTimer stage) {
        DatabasePart database = parts.databasePart();
        return new DumpFiles(index(), parts.database().subtree(), database == null ? "a dump" : database.name() + " as of " + database.capturedAt(), stage);
    }

    private <T> T locked(Stage stage, Function<StageTimer, T> work) {
        RepositoryLock lock = lock();
        try (StageTimer timer = new StageTimer(observer, stage)) {
            // what another program has written since the index was read is not damaged
            index().refresh();
            return work.apply(timer);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** Null where the repository cannot be written to: then nobody can prune it meanwhile either. */
    private RepositoryLock lock() {
        try {
            return repository.locks().acquire(LockMode.SHARED, retryLock);
        } catch (PermanentException e) {
            LOG.warn("restoring without a lock: {}", e.getMessage());
            return null;
        }
    }

    private IndexedRepository index() {
        return repository.index();
    }

    private BaseSnapshot parts(StoredSnapshot snapshot) {
        return BaseSnapshot.readParts(snapshot, index()).orElseThrow(() -> new OperationException(
                "snapshot " + snapshot.id().shortName() + " cannot be restored, because its root directory is damaged",
                "Choose another one, and run check."));
    }
}
