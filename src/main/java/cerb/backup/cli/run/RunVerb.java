package cerb.backup.cli.run;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.cli.backup.BackupWork;
import cerb.backup.cli.check.CheckWork;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.drill.DrillWork;
import cerb.backup.cli.forget.ForgetWork;
import cerb.backup.cli.key.KeyWork;
import cerb.backup.cli.log.EventEncoder;
import cerb.backup.cli.log.LoggedEvents;
import cerb.backup.cli.log.StartLines;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.VersionOfJar;
import cerb.backup.cli.prune.PruneWork;
import cerb.backup.cli.repository.RepairIndexWork;
import cerb.backup.cli.source.FullSinks;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.status.History;
import cerb.backup.cli.status.StatusWork;
import cerb.backup.cli.sync.SyncWork;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.MBeans;
import cerb.backup.observe.Metrics;
import cerb.backup.observe.health.ReadinessCheck;
import cerb.backup.observe.problem.Limits;
import cerb.backup.observe.problem.Problems;
import cerb.backup.operation.Engine;
import cerb.backup.operation.drill.LastDrill;
import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.Repository;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the routes until a signal comes. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Run the routes until stopped: dumps by the clock, attachments as they come, copies off-site. Makes the repository if there is none.")
public final class RunVerb implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunVerb.class);

    @Mixin
    private CommonOptions common;

    /** Takes its options from the parser of arguments. */
    public RunVerb() {
        this(null);
    }

    /** For who has parsed its options; null where they are parsed later. */
    public RunVerb(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() throws Exception {
        // Takes Java a tenth of a second, for a help that nobody asks for, and is only needed when the routes start.
        CompletableFuture.runAsync(ManagementFactory::getPlatformMBeanServer);
        Settings settings = common.settings();
        String name = settings.get(Keys.INSTANCE_NAME);
        EventEncoder.use(settings.get(Keys.LOG_FORMAT).equals("json"), name);
        refuseSecondRepository(settings);
        Ledger ledger = new Ledger(Clock.systemUTC());
        AlertedProblems alerted = new AlertedProblems();
        Function<Repository, Work> starting = repository -> StatusWork.whileStarting(settings, repository, processBegan());
        try (RunningHelpdesk helpdesk = RunningHelpdesk.daemon(settings, new Observers(ledger, new LoggedEvents()), alerted, starting)) {
            resume(ledger, helpdesk, settings);
            ledger.askSpace(helpdesk.engine()::shortageOfSpace);
            Problems problems = new Problems(ledger, Limits.of(settings), Clock.systemUTC(), helpdesk.routes()::stopped);
            alerted.use(problems);
            ReadinessCheck.register(helpdesk.routes().context(), problems::list);
            bindMetrics(settings, ledger, problems, helpdesk);
            BackupWork backup = new BackupWork(helpdesk);
            Repository repository = helpdesk.engine().repository();
            Map<String, Work> verbs = Map.of("backup", backup, "check", check(helpdesk.engine(), settings),
                    "forget", new ForgetWork(helpdesk.engine()),
                    "prune", new PruneWork(helpdesk.engine(), settings),
                    "drill", new DrillWork(helpdesk, settings),
                    "sync", new SyncWork(helpdesk.engine(), settings),
                    "key", new KeyWork(helpdesk.engine()), "repair-index", new RepairIndexWork(helpdesk.engine()),
                    "status", new StatusWork(settings, repository, ledger, problems));
            MBeans beans = MBeans.register(name, ledger, problems::list, new ConsoleOperations(verbs, helpdesk.routes()));
            try (beans) {
                Path socket = helpdesk.answer(verbs);
                StartLines.of(new VersionOfJar().getVersion()[0], settings, helpdesk.routes().names(), Instant.now(), firstRoute(helpdesk)).forEach(line -> LOG.info("{}", line));
                LOG.info("asked at {}", socket);
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException e) {
            Arrays.stream(e.getSuppressed()).forEach(failure -> LOG.warn("not all of it ended in order: {}", Failure.of(failure).paragraph()));
            LOG.info("stopped");
        }
        return 0;
    }

    private static Duration firstRoute(RunningHelpdesk helpdesk) {
        return helpdesk.routes().firstStarted().map(started -> Duration.between(processBegan(), started)).orElse(null);
    }

    private static Instant processBegan() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /** A disk that is lost, or not mounted, must not lead to a new repository while a sink holds the old one; nor must a sink that cannot be asked. */
    private static void refuseSecondRepository(Settings settings) {
        Path directory = settings.get(Keys.REPOSITORY_DIRECTORY);
        if (!Files.exists(directory.resolve("config"))) {
            FullSinks.refuse(settings, (sink, failure) -> {
                throw FailureException.refused("there is no repository in " + directory + ", and whether sink " + sink + " holds one is not known: " + failure.message(),
                        "Run it again when the sink can be asked; or make a new repository with cerb-backup init.");
            });
        }
    }

    private static Work check(Engine engine, Settings settings) {
        return (arguments, display) -> {
            engine.files().compare();
            return engine.observers().whileTelling(display, () -> new CheckWork(engine.repository(), settings.get(Keys.ENGINE_THREADS)).run(arguments, engine.observers().all()));
        };
    }

    /** Ages go on from what earlier processes achieved. */
    private static void resume(Ledger ledger, RunningHelpdesk helpdesk, Settings settings) {
        Marks marks = new MarksFile(settings.get(Keys.REPOSITORY_DIRECTORY)).daemonBegan(Instant.now(), settings.sinks());
        History.of(helpdesk.engine().repository(), settings.get(Keys.INSTANCE_NAME)).resume(ledger, marks);
        ledger.resumeDrills(new LastDrill(settings.get(Keys.REPOSITORY_DIRECTORY)).read(settings.sinks()));
    }

    private static void bindMetrics(Settings settings, Ledger ledger, Problems problems, RunningHelpdesk helpdesk) {
        MeterRegistry registry = helpdesk.routes().context().getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            LOG.warn("no metrics: Camel's registry holds no meter registry");
        } else {
            Path directory = settings.get(Keys.REPOSITORY_DIRECTORY);
            Metrics.bind(settings.get(Keys.INSTANCE_NAME), ledger, directory, new LocalBackend(directory)::bytes, problems::list, registry);
        }
    }
}
