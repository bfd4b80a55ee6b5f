package cerb.backup.mysql.hotcopy.files;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.schema.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the files of tables, and says which tables cannot be copied, and why. */
public final class FileFinder {
    private static final Pattern ENCRYPTED = Pattern.compile("\\bENCRYPT(ED|ION)`?\\s*=\\s*'?Y", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELSEWHERE = Pattern.compile("\\b(DATA|INDEX) DIRECTORY\\s*=", Pattern.CASE_INSENSITIVE);
    private static final Pattern BY_SYSTEM_TIME = Pattern.compile("PARTITION BY SYSTEM_TIME", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_TRANSACTIONAL = Pattern.compile("\\bTRANSACTIONAL=0\\b", Pattern.CASE_INSENSITIVE);

    private final ServerTraits traits;
    private final TableFacts facts;
    private final List<Path> entries;
    private final Map<String, String> obstacles = new TreeMap<>();
    private final Map<Path, String> owners = new TreeMap<>();

    private FileFinder(ServerTraits traits, TableFacts facts, List<Path> entries) {
        this.traits = traits;
        this.facts = facts;
        this.entries = entries;
    }

    /**
     * The files of all tables.
     *
     * @param facts     what the server says of them
     * @param directory the schema's
     * @throws DatabaseException if one of the tables cannot be copied; it names all such
     */
    public static List<TableFiles> of(List<Table> tables, ServerTraits traits, TableFacts facts, Path directory) {
        FileFinder plan = new FileFinder(traits, facts, DataDirectory.list(directory).sorted().toList());
        List<TableFiles> found = new ArrayList<>();
        tables.forEach(table -> plan.files(table).ifPresent(found::add));
        if (!plan.obstacles.isEmpty()) {
            List<String> reasons = plan.obstacles.entrySet().stream().map(entry -> entry.getKey() + " (" + entry.getValue() + ")").toList();
            throw new DatabaseException("tables whose files cannot be copied: " + String.join(", ", reasons),
                "Set dump.method=sql, which reads them; or leave them out with database.exclude, or without rows with database.structure-only.");
        }
        return found;
    }

    private Optional<TableFiles> files(Table table) {
        Optional<CopyEngine> engine = CopyEngine.of(table.engine());
        List<Path> rows = engine.map(each -> rows(table, each)).orElse(List.of());
        Optional<String> obstacle = engine.isEmpty() ? Optional.of("engine " + table.engine()) : obstacle(table, engine.get(), rows);
        obstacle.ifPresent(why -> obstacles.put(table.name(), why));
        return obstacle.isPresent() ? Optional.empty() : Optional.of(new TableFiles(table, engine.get(), rows));
    }

    private List<Path> rows(Table table, CopyEngine engine) {
        Pattern name = FileNames.ofTable(table.name(), engine.rows(), traits.foldsCase());
        return entries.stream().filter(entry -> name.matcher(entry.getFileName().toString()).matches()).toList();
    }

    private Optional<String> obstacle(Table table, CopyEngine engine, List<Path> rows) {
        int partitions = facts.partitions(table);
        if (engine == CopyEngine.INNODB && (traits.encrypts() || ENCRYPTED.matcher(table.ddl()).find())) {
            return Optional.of("encrypted");
        } else if (ELSEWHERE.matcher(table.ddl()).find() || rows.stream().anyMatch(Files::isSymbolicLink)) {
            return Optional.of("its files are in another directory");
        } else if (engine == CopyEngine.ARIA && !NOT_TRANSACTIONAL.matcher(table.ddl()).find()) {
            return Optional.of("transactional Aria");
        } else if (BY_SYSTEM_TIME.matcher(table.ddl()).find()) {
            return Optional.of("partitioned by SYSTEM_TIME");
        } else if (table.losesHistory()) {
            return Optional.of("its history is told by transaction numbers of its server");
        } else if (rows.isEmpty()) {
            return Optional.of("it has no file of its own");
        } else if (rows.size() < partitions) {
            return Optional.of((partitions - rows.size()) + " of its " + partitions + " partitions have no file of their own");
        } else if (rows.size() > partitions || rows.stream().anyMatch(file -> owners.putIfAbsent(file, table.name()) != null)) {
            return Optional.of("which files are its own cannot be told by their names");
        } else {
            return Optional.empty();
        }
    }
}
