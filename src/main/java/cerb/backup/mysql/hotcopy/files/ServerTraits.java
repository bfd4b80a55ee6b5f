package cerb.backup.mysql.hotcopy.files;

import cerb.backup.mysql.Server;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.dump.report.CopiedFiles;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's files depend on.
 *
 * @param server             the server
 * @param pageSize           {@code innodb_page_size}
 * @param lowerCaseTableNames {@code lower_case_table_names}
 * @param filePerTable       whether it gives each InnoDB table a file of its own
 * @param encrypts           whether it encrypts tables that do not say so (MariaDB)
 * @param dataDirectory      {@code datadir}, as the server sees it
 */
public record ServerTraits(Server server, int pageSize, int lowerCaseTableNames, boolean filePerTable, boolean encrypts, String dataDirectory) {
    private static final Pattern SERIES = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** Asks the server. */
    public static ServerTraits of(Session session) {
        List<String> row = session.rows("SELECT @@innodb_page_size, @@lower_case_table_names, @@datadir, @@innodb_file_per_table").get(0);
        boolean encrypts = session.rows("SHOW GLOBAL VARIABLES LIKE 'innodb\\_encrypt\\_tables'").stream().anyMatch(variable -> !variable.get(1).equals("OFF"));
        return new ServerTraits(session.server(), Integer.parseInt(row.get(0)), Integer.parseInt(row.get(1)), row.get(3).equals("1"), encrypts, row.get(2));
    }

    /** True if files are named without regard to upper and lower case. */
    public boolean foldsCase() {
        return lowerCaseTableNames != 0;
    }

    /** What the manifest keeps of it. The server is on this machine, so its byte order is ours. */
    public CopiedFiles describe(boolean indices, Map<String, String> rowFormats) {
        return new CopiedFiles(pageSize, ByteOrder.nativeOrder().toString(), lowerCaseTableNames, indices, rowFormats);
    }

    /** Refuses to take files of a server that this one differs from in what files depend on. {@code version} is that server's. */
    public void demandTakes(CopiedFiles files, Server.Flavour flavour, String version) {
        List<String> reasons = new ArrayList<>();
        if (server.flavour() != flavour || !takesVersion(version)) {
            reasons.add("it is " + server.flavour() + " " + server.version() + ", and they are of " + flavour + " " + version);
        }
        if (pageSize != files.pageSize()) {
            reasons.add("its innodb_page_size is " + pageSize + ", and theirs " + files.pageSize());
        }
        if (!ByteOrder.nativeOrder().toString().equals(files.byteOrder())) {
            reasons.add("its byte order is " + ByteOrder.nativeOrder() + ", and theirs " + files.byteOrder());
        }
        if (lowerCaseTableNames != files.lowerCaseTableNames()) {
            reasons.add("its lower_case_table_names is " + lowerCaseTableNames + ", and theirs was " + files.lowerCaseTableNames());
        }
        if (!filePerTable) {
            reasons.add("it gives new tables no files of their own (innodb_file_per_table)");
        }
        if (encrypts) {
            reasons.add("it encrypts all tables (innodb_encrypt_tables), and they are not");
        }
        if (!reasons.isEmpty()) {
            throw new UnfitServerException("this server cannot take the copied files: " + String.join("; ", reasons),
                "Restore to a server like the one they are from, or choose a recovery point taken with dump.method=sql. Nothing has been changed.");
        }
    }

    /** MySQL imports tablespaces of its own series (its manual, "Importing InnoDB Tables"); MariaDB takes those of older ones too, as was tried. */
    private boolean takesVersion(String version) {
        int ours = series(server.version());
        int theirs = series(version);
        return server.isMariaDb() ? ours >= theirs : ours == theirs;
    }

    private static int series(String version) {
        Matcher matcher = SERIES.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2)) : -1;
    }
}
