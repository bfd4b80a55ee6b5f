package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.dump.LockWords;
import cerb.backup.mysql.hotcopy.files.CopyEngine;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import cerb.backup.mysql.hotcopy.pages.PageReport;
import cerb.backup.mysql.hotcopy.pages.Tablespace;
import cerb.backup.mysql.parallel.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks whether the copies of InnoDB's files hold what the server once wrote, when writers go on already. */
final class CopiedPages {
    private final Staging staging;
    private final int pageSize;
    private final Map<Path, String> tables = new TreeMap<>();

    CopiedPages(List<TableFiles> tables, Staging staging, int pageSize) {
        this.staging = staging;
        this.pageSize = pageSize;
        tables.stream().filter(table -> table.engine() == CopyEngine.INNODB).forEach(table -> table.rows().forEach(rows -> this.tables.put(rows, table.table().name())));
    }

    /** Says which pages are damaged, and of which tables that is not known. */
    void tell(int threads, LockWords words) {
        Map<Path, PageReport> reports = new TreeMap<>();
        new Workers<>(tables.keySet(), threads, "looking at the copies").run(this::reports).forEach(reports::putAll);
        Set<String> unknown = new TreeSet<>();
        reports.forEach((file, report) -> {
            if (!report.damaged().isEmpty()) {
                words.doubt("table " + tables.get(file) + " is damaged at the server, and so in the copy: in " + file.getFileName() + " page "
                    + report.damaged().stream().map(String::valueOf).collect(Collectors.joining(", ")) + (report.more() == 0 ? "" : " and " + report.more() + " more")
                    + (report.damaged().size() == 1 ? " has" : " have") + " not the checksum that the server wrote. Keep an earlier recovery point, and see CHECK TABLE");
            }
            if (report.unknown() > 0) {
                unknown.add(tables.get(file));
            }
        });
        if (!unknown.isEmpty()) {
            words.warning("pages are compressed, so that their checksums were not looked at, in " + String.join(", ", unknown));
        }
    }

    private Map<Path, PageReport> reports(Supplier<Path> queue) {
        Map<Path, PageReport> reports = new TreeMap<>();
        for (Path file = queue.get(); file != null; file = queue.get()) {
            try {
                reports.put(file, Tablespace.check(staging.copyOf(file), pageSize));
            } catch (IOException e) {
                throw Staging.failed(file, e);
            }
        }
        return reports;
    }
}
