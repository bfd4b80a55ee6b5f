package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.dump.report.CopiedFiles;
import cerb.backup.mysql.hotcopy.files.CopyEngine;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.hotcopy.files.FileNames;
import cerb.backup.mysql.hotcopy.files.TableFacts;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives tables that were just made, and are empty, the rows of copied files. For one thread; the session is its own. */
final class TableImport {
    private final Session session;
    private final PlacedFiles placed;
    private final CopiedFiles files;
    private final TableFacts facts;
    private final Instant begun;
    private final String placeholderName;

    /**
     * A hot copy and the schema it is restored into.
     *
     * @param placed its files
     * @param files  what they need of a server
     * @param facts  what the server says of the tables, which have been made
     * @param begun  before they were made
     */
    record Copy(PlacedFiles placed, CopiedFiles files, TableFacts facts, Instant begun) { }

    TableImport(Session session, Copy copy) {
        this.session = session;
        this.placed = copy.placed;
        this.files = copy.files;
        this.facts = copy.facts;
        this.begun = copy.begun;
        this.placeholderName = "cerb_backup_partition_" + session.id();
    }

    void run(TableFiles table) {
        String name = Identifier.quote(table.table().name());
        if (table.engine() != CopyEngine.INNODB) {
            overwrite(table, name);
            return;
        }
        takeRowFormat(table, name);
        boolean partitioned = table.table().ddl().toUpperCase(Locale.ROOT).contains("PARTITION BY");
        if (partitioned && session.server().isMariaDb()) {
            exchange(table, name);
        } else {
            importTablespaces(name, table, places(table));
        }
        if (isCopied(table)) {
            session.execute("ALTER TABLE " + name + " FORCE, ALGORITHM=COPY");
        }
    }

    /**
     * Whether the server has to copy the table, since nothing less makes a full-text index anew: see the note of the package of hot copies. It also locks the tables that foreign keys name,
     * so that two that are copied at once may wait for each other.
     */
    static boolean isCopied(TableFiles table) {
        return table.engine() == CopyEngine.INNODB && table.table().ddl().contains("FULLTEXT");
    }

    /** A definition that names no row format gives a table the server's default, which may not be what it was when the original was made. */
    private void takeRowFormat(TableFiles table, String name) {
        String format = files.rowFormats().get(table.table().name());
        if (!format.isEmpty() && !format.equals(facts.rowFormat(table.table().name()))) {
            session.execute("ALTER TABLE " + name + " ROW_FORMAT=" + format);
        }
    }

    /** Files of the table by the names of their copies. */
    private static Map<String, Path> places(TableFiles table) {
        Map<String, Path> places = new HashMap<>();
        table.rows().forEach(file -> places.put(file.getFileName().toString(), file));
        return places;
    }

    private void importTablespaces(String name, TableFiles table, Map<String, Path> places) {
        Map<String, PosixFileAttributes> attributes = new HashMap<>();
        places.forEach((copy, file) -> attributes.put(copy, PlacedFiles.attributes(file)));
        session.execute("ALTER TABLE " + name + " DISCARD TABLESPACE");
        places.forEach((copy, file) -> {
            placed.putNew(copy, file, attributes.get(copy));
            placed.put(table.engine().second(copy), table.second(file), attributes.get(copy));
        });
        session.execute("ALTER TABLE " + name + " IMPORT TABLESPACE");
        places.values().forEach(file -> delete(table.second(file)));
    }

    /** MariaDB leaves the description, and the tablespace's next drop would find the directory not empty. */
    private static void delete(Path description) {
        try {
            Files.deleteIfExists(description);
        } catch (IOException e) {
            throw new DatabaseException("removing " + description + " failed: " + e.getMessage(), "Remove it.", e);
        }
    }

    private void exchange(TableFiles table, String name) {
        String placeholder = Identifier.quote(placeholderName);
        for (List<String> partition : session.rows("SELECT PARTITION_NAME, SUBPARTITION_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME="
                + Identifier.literal(table.table().name()))) {
            Pattern file = FileNames.ofPartition(table.table().name(), partition.get(0), partition.get(1), table.engine().rows(), files.lowerCaseTableNames() != 0);
            Path original = table.rows().stream().filter(rows -> file.matcher(rows.getFileName().toString()).matches()).findFirst().orElseThrow(() ->
                    new DatabaseException("the server has no file for partition " + partition.get(0) + " of table " + table.table().name(), "Restore to another server."));
            session.execute("CREATE TABLE " + placeholder + " LIKE " + name);
            session.execute("ALTER TABLE " + placeholder + " REMOVE PARTITIONING");
            importTablespaces(placeholder, table, Map.of(original.getFileName().toString(), original.resolveSibling(placeholderName + "." + table.engine().rows())));
            String exchanged = partition.get(1) == null ? partition.get(0) : partition.get(1);
            session.execute("ALTER TABLE " + name + " EXCHANGE PARTITION " + Identifier.quote(exchanged) + " WITH TABLE " + placeholder);
            session.execute("DROP TABLE " + placeholder);
        }
    }

    /** The server has closed the table while it is locked for reading, and opens its files anew afterwards. */
    private void overwrite(TableFiles table, String name) {
        session.execute("FLUSH TABLES " + name + " WITH READ LOCK");
        try {
            demandMade(table);
            for (Path rows : table.rows()) {
                for (Path file : List.of(rows, table.second(rows))) {
                    placed.put(file.getFileName().toString(), file, PlacedFiles.attributes(file));
                }
            }
        } finally {
            session.execute("UNLOCK TABLES");
        }
        session.execute("FLUSH TABLES " + name);
        if (table.engine() == CopyEngine.MYISAM && !files.indices()) {
            session.rows("REPAIR TABLE " + name);
        }
    }

    /** Refuses to write over files that are not those of the table that was just made: as many bytes as the server has given it, and made since. */
    private void demandMade(TableFiles table) {
        long found = table.rows().stream().mapToLong(DataDirectory::length).sum();
        boolean isOlder = table.rows().stream().flatMap(rows -> Stream.of(rows, table.second(rows)))
                .anyMatch(file -> PlacedFiles.attributes(file).lastModifiedTime().toInstant().isBefore(begun.minus(DataDirectory.CLOCK_TICK)));
        if (found != facts.dataBytes(table.table()) || isOlder) {
            throw DataDirectory.unreachable(table.rows().get(0), "is not the file of the table " + table.table().name() + " that was just made, so it is another server's");
        }
    }
}
