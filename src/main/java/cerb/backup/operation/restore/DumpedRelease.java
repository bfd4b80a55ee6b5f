package cerb.backup.operation.restore;

import cerb.backup.cerb.Release;
import cerb.backup.cerb.rehearsal.Neutralisation;
import cerb.backup.format.FormatException;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.SmallFile;
import cerb.backup.operation.manifest.DatabasePart.TablePart;
import cerb.backup.operation.query.rows.DumpedFile;
import cerb.backup.operation.query.rows.DumpedTables;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which Cerb belongs to a snapshot: told by its dump's rows and, where the storage is there too, by the build that last ran on it. */
final class DumpedRelease {
    private static final String BUILD_FILE = "version.php";
    private static final int LONGEST = 4096;
    private static final Pattern BUILD = Pattern.compile("APP_BUILD_CACHED['\"]\\s*,\\s*['\"]?([0-9]+)");

    private final IndexedRepository index;
    private final BaseSnapshot parts;

    DumpedRelease(IndexedRepository index, BaseSnapshot parts) {
        this.index = index;
        this.parts = parts;
    }

    /**
     * Such as {@code Cerb 11.2 (core revision 1506), build 2026051801}; null where the dump is none of Cerb's. One that does not say which, such as a hot copy, or because what says it was
     * excluded or is damaged, is of an unknown release: it acts all the same.
     */
    String describe() {
        if (parts.database() == null || parts.databasePart() == null) {
            return null;
        }
        Set<String> tables = parts.databasePart().tables().stream().map(TablePart::name).collect(Collectors.toSet());
        OptionalLong revision = tables.contains(Release.HISTORY) ? revision() : OptionalLong.empty();
        if (revision.isPresent()) {
            return Release.describe(Release.of(tables, revision), revision) + build();
        }
        return tables.contains(Neutralisation.REQUIRED) ? "an unknown release of Cerb" + build() : null;
    }

    private OptionalLong revision() {
        DumpedTables dump = new DumpedTables(index, parts.stored().id().shortName(), parts.database().subtree());
        long[] revision = {-1};
        try {
            for (DumpedFile file : dump.files(Release.HISTORY)) {
                dump.read(file, row -> {
                    if (row.text("plugin_id").equals(Release.CORE)) {
                        revision[0] = row.number("revision");
                    }
                    return revision[0] < 0;
                });
            }
        } catch (OperationException e) {
            return OptionalLong.empty();
        }
        return revision[0] < 0 ? OptionalLong.empty() : OptionalLong.of(revision[0]);
    }

    private String build() {
        try {
            for (Node node : parts.storageTree() == null ? List.<Node>of() : index.tree(parts.storageTree())) {
                if (node.name().text().equals(BUILD_FILE) && node.content() != null && node.size() <= LONGEST) {
                    Matcher build = BUILD.matcher(new String(SmallFile.read(index, node, LONGEST), StandardCharsets.ISO_8859_1));
                    return build.find() ? ", build " + build.group(1) : "";
                }
            }
        } catch (DamagedException | FormatException | IOException e) {
            return "";
        }
        return "";
    }
}
