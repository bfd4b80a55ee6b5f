package cerb.backup.cli.doctor;

import cerb.backup.cli.source.LocalRepository;
import cerb.backup.cli.source.SinkContent;
import cerb.backup.component.s3.Endpoints;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.DumpMethod;
import cerb.backup.configuration.value.Schedule;
import cerb.backup.configuration.value.StorageKind;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.TableSelection;
import cerb.backup.mysql.hotcopy.FreeFloor;
import cerb.backup.mysql.hotcopy.HotCopyOptions;
import cerb.backup.mysql.inspect.RowSample;
import cerb.backup.mysql.inspect.ServerFacts;
import cerb.backup.mysql.inspect.TableFacts;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.LiveDatabase;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Doctor;
import cerb.backup.operation.doctor.Examination;
import cerb.backup.operation.doctor.database.AccountExamination;
import cerb.backup.operation.doctor.database.BinlogExamination;
import cerb.backup.operation.doctor.database.HotCopyExamination;
import cerb.backup.operation.doctor.database.PacketExamination;
import cerb.backup.operation.doctor.database.PairExamination;
import cerb.backup.operation.doctor.database.ServerExamination;
import cerb.backup.operation.doctor.database.TablesExamination;
import cerb.backup.operation.doctor.database.ViewsExamination;
import cerb.backup.operation.doctor.estimate.Estimate;
import cerb.backup.operation.doctor.estimate.EstimateInput;
import cerb.backup.operation.doctor.estimate.StorageSize;
import cerb.backup.operation.doctor.machine.DescriptorExamination;
import cerb.backup.operation.doctor.machine.DiskExamination;
import cerb.backup.operation.doctor.machine.RepositoryExamination;
import cerb.backup.operation.doctor.machine.SecretExamination;
import cerb.backup.operation.doctor.machine.SinkDiskExamination;
import cerb.backup.operation.doctor.machine.SinkExamination;
import cerb.backup.operation.doctor.machine.StorageExamination;
import cerb.backup.repository.Repository;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything that there is to examine for one configuration, in the order in which it depends on each other. Used once, by one thread. */
final class Consultation {
    private static final Duration WALK = Duration.ofSeconds(10);
    private static final List<Setting<Path>> SECRETS_OF_SINKS =
            List.of(Keys.SINK_ACCESS_KEY_FILE, Keys.SINK_SECRET_KEY_FILE, Keys.SINK_SESSION_TOKEN_FILE, Keys.SINK_PRIVATE_KEY_FILE, Keys.SINK_PRIVATE_KEY_PASSPHRASE_FILE);

    private final Settings settings;
    private final long lineBytes;
    private final List<Diagnosis> found = new ArrayList<>();
    private final List<Path> live = new ArrayList<>();
    private List<TableFacts> tables;
    private byte[] rows;
    private StorageSize storage;
    private Estimate estimate;

    Consultation(Settings settings, long lineBytes) {
        this.settings = settings;
        this.lineBytes = lineBytes;
    }

    /** Examines everything. */
    void run() {
        secret(Keys.DATABASE_PASSWORD_FILE);
        secret(Keys.REPOSITORY_PASSWORD_FILE);
        settings.sinks().forEach(sink -> SECRETS_OF_SINKS.stream().map(key -> key.forSink(sink)).filter(key -> settings.find(key).isPresent()).forEach(this::secret));
        examine("database", this::database);
        examine("storage", this::storage);
        RepositoryExamination repository = new RepositoryExamination(settings.get(Keys.REPOSITORY_DIRECTORY), () -> LocalRepository.open(settings));
        found.addAll(Doctor.examine(List.of(repository)));
        if (rows != null && storage != null) {
            estimate = estimate(repository);
        }
        found.addAll(Doctor.examine(List.of(new DescriptorExamination(), new DiskExamination(settings.get(Keys.REPOSITORY_DIRECTORY),
                settings.get(Keys.REPOSITORY_MINIMUM_FREE), live, Optional.ofNullable(estimate), !settings.sinks().isEmpty()))));
        settings.sinks().forEach(this::sink);
    }

    private void sink(String sink) {
        Setting<String> endpoint = Keys.SINK_ENDPOINT.forSink(sink);
        settings.find(endpoint).filter(Endpoints::isUnencrypted).ifPresent(url -> found.add(Diagnosis.note(endpoint.name(), "the store is asked without encryption (" + url + ")",
                "Contents are encrypted by themselves; names, sizes and times are seen on the way, and answers could be changed there.", "Set it to an https:// URL if the server has one.")));
        found.addAll(Doctor.examine(List.of(new SinkExamination(sink, () -> SinkContent.open(settings, sink)))));
        List<Path> outlived = Stream.concat(Stream.of(settings.get(Keys.REPOSITORY_DIRECTORY)), live.stream()).toList();
        settings.directoryHere(sink).ifPresent(directory -> found.addAll(Doctor.examine(List.of(new SinkDiskExamination(sink, directory, outlived, estimate())))));
    }

    List<Diagnosis> found() {
        return found;
    }

    /** Empty where database or storage could not be looked at. */
    Optional<Estimate> estimate() {
        return Optional.ofNullable(estimate);
    }

    private void secret(Setting<Path> key) {
        Optional<Path> file = settings.find(key);
        // A secret's file is not read here: one that others can read would be refused instead of explained.
        boolean set = file.isPresent() || settings.secret(key).isPresent();
        found.addAll(Doctor.examine(List.of(new SecretExamination(key.name(), file, set))));
    }

    private void examine(String subject, Looking looking) {
        found.addAll(Doctor.examine(List.of(new Examination() {
            @Override
            public String subject() {
                return subject;
            }

            @Override
            public List<Diagnosis> examine() throws IOException {
                return looking.look();
            }
        })));
    }

    private interface Looking {
        List<Diagnosis> look() throws IOException;
    }

    private List<Diagnosis> database() {
        DatabaseAddress address = LiveDatabase.of(settings);
        try (Session session = new Connections(address).open()) {
            ServerFacts server = ServerFacts.ask(session);
            tables = TableFacts.of(session).stream().filter(table -> isDumped(table.name())).toList();
            if (address.isLocal()) {
                server.variable("datadir").map(Path::of).ifPresent(live::add);
            }
            List<Diagnosis> all = new ArrayList<>(Doctor.examine(List.of(new ServerExamination(server, !address.isLocal()),
                    new AccountExamination(session, settings.get(Keys.DUMP_ACCOUNTS), isHotCopy()), isHotCopy() ? hotCopy(address) : new TablesExamination(tables, settings.get(Keys.DATABASE_STRUCTURE_ONLY)),
                    new ViewsExamination(session, this::isDumped), new PacketExamination(session, server), new BinlogExamination(server, betweenDumps()))));
            if (isCerb()) {
                all.addAll(Doctor.examine(List.of(new PairExamination(session, tables.stream().map(TableFacts::name).toList(), settings.get(Keys.STORAGE_DIRECTORY)))));
            }
            rows = RowSample.of(session, tables);
            return all;
        }
    }

    private boolean isHotCopy() {
        return settings.get(Keys.DUMP_METHOD) == DumpMethod.HOTCOPY;
    }

    private Examination hotCopy(DatabaseAddress address) {
        DumpOptions selection = DumpOptions.defaults().withSelection(new TableSelection(settings.get(Keys.DATABASE_INCLUDE), settings.find(Keys.DATABASE_EXCLUDE).orElse(null),
                Set.copyOf(settings.get(Keys.DATABASE_STRUCTURE_ONLY))));
        Path dataDirectory = settings.find(Keys.HOTCOPY_DATA_DIRECTORY).filter(path -> !path.isEmpty()).map(Path::of).orElse(null);
        FreeFloor floor = new FreeFloor(settings.get(Keys.REPOSITORY_DIRECTORY), settings.get(Keys.REPOSITORY_MINIMUM_FREE)::of, !holdsHotCopy());
        return new HotCopyExamination(address, selection,
                new HotCopyOptions(settings.get(Keys.HOTCOPY_MAX_LOCK), settings.get(Keys.HOTCOPY_INDICES), dataDirectory, settings.get(Keys.HOTCOPY_DIRECTORY), floor));
    }

    private boolean holdsHotCopy() {
        try (Repository repository = LocalRepository.open(settings)) {
            return BaseSnapshot.newest(repository.snapshots((id, problem) -> { }), repository.index(), settings.get(Keys.INSTANCE_NAME), damaged -> { })
                    .map(BaseSnapshot::holdsHotCopy).orElse(false);
        } catch (RuntimeException e) {
            return false; // the examination of the repository tells why
        }
    }

    private boolean isDumped(String table) {
        Optional<Pattern> exclude = settings.find(Keys.DATABASE_EXCLUDE);
        return settings.get(Keys.DATABASE_INCLUDE).matcher(table).matches() && !(exclude.isPresent() && exclude.get().matcher(table).matches());
    }

    private boolean isCerb() {
        return settings.get(Keys.STORAGE_KIND) == StorageKind.CERB;
    }

    private List<Diagnosis> storage() throws IOException {
        Path directory = settings.get(Keys.STORAGE_DIRECTORY);
        live.add(directory);
        try {
            storage = StorageSize.walk(directory, WALK);
        } catch (AccessDeniedException e) {
            return List.of(StorageExamination.closed(directory));
        } catch (NoSuchFileException e) {
            return List.of(StorageExamination.missing(directory));
        }
        return new StorageExamination(directory, isCerb(), settings.get(Keys.EXTRA_PATHS).stream().map(Path::of).toList(), storage).examine();
    }

    private Duration betweenDumps() {
        Optional<Schedule> schedule = settings.find(Keys.DUMP_SCHEDULE);
        return schedule.map(times -> {
            Instant next = times.next(Instant.now());
            return Duration.between(next, times.next(next));
        }).orElse(Duration.ZERO);
    }

    private Estimate estimate(RepositoryExamination repository) {
        List<String> withoutRows = settings.get(Keys.DATABASE_STRUCTURE_ONLY);
        long bytes = tables.stream().filter(table -> !TableSelection.isNamed(withoutRows, table.name())).mapToLong(TableFacts::bytes).sum();
        double dumps = betweenDumps().isZero() ? 1 : 86_400.0 / Math.max(1, betweenDumps().toSeconds());
        return Estimate.of(new EstimateInput(bytes, new EstimateInput.Rows(rows), storage, repository.snapshots(),
                EngineOptions.compression(settings), settings.get(Keys.REPOSITORY_PACK_SIZE), dumps,
                settings.get(Keys.SNAPSHOT_INTERVAL), settings.sinks(), verify(), lineBytes), Instant.now());
    }

    /** Of the first sink; the others will be alike. */
    private Duration verify() {
        return settings.sinks().stream().findFirst().map(sink -> settings.get(Keys.SINK_VERIFY.forSink(sink))).orElse(Duration.ofDays(1));
    }
}
