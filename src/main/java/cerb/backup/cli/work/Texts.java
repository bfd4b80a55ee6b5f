package cerb.backup.cli.work;

import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.configuration.Kind;
import cerb.backup.operation.query.EntryInfo;
import cerb.backup.operation.query.SnapshotInfo;
import cerb.backup.operation.report.Finding;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** JSON that several verbs share. */
public final class Texts {
    private Texts() {}

    /** A finding as JSON: severity, subject, message, remedy. */
    public static ObjectNode finding(Finding finding) {
        return Json.object().put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("subject", finding.subject()).put("message", finding.message()).put("remedy", finding.remedy());
    }

    /** An entry of a snapshot as JSON: path, type, mode, uid, gid, user, group, size, mtime, link_target, escaped. */
    public static ObjectNode entry(EntryInfo entry) {
        return Json.object().put("path", entry.path().text()).put("type", entry.type()).put("mode", entry.mode())
                .put("uid", entry.uid()).put("gid", entry.gid()).put("user", entry.user()).put("group", entry.group())
                .put("size", entry.size()).put("mtime", Json.time(entry.mtime())).put("link_target", entry.linkTarget()).put("escaped", entry.path().escapedWhereNeeded());
    }

    /** An entry of a snapshot as a line for people. */
    public static String line(EntryInfo entry) {
        return String.format("%-8s %s %5d:%-5d %12d %s %s", entry.type(), entry.mode(), entry.uid(), entry.gid(), entry.size(),
                HumanTime.of(entry.mtime(), ZoneId.systemDefault()), entry.path() + (entry.linkTarget() == null ? "" : " -> " + entry.linkTarget()));
    }

    /** Findings as JSON. */
    public static ArrayNode findings(List<Finding> findings) {
        ArrayNode array = Json.array();
        findings.forEach(finding -> array.add(finding(finding)));
        return array;
    }

    /** A snapshot as JSON: id, short_id, time, kind, incomplete, host, tags, paths, files, bytes. */
    public static ObjectNode snapshot(SnapshotInfo snapshot) {
        ObjectNode json = Json.object().put("id", snapshot.id()).put("short_id", snapshot.shortId()).put("time", Json.time(snapshot.time()))
                .put("kind", snapshot.kind()).put("incomplete", snapshot.incomplete()).put("host", snapshot.host());
        json.set("tags", Json.array(snapshot.tags()));
        json.set("paths", Json.array(snapshot.paths()));
        return json.put("files", snapshot.files()).put("bytes", snapshot.bytes());
    }

    /** The texts of an array among the arguments of a verb; none where it is missing. */
    public static List<String> texts(ObjectNode arguments, String name) {
        List<String> texts = new ArrayList<>();
        arguments.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /**
     * What the text of an option means.
     *
     * @param option how it is given, such as {@code --max-unused}
     * @throws FailureException if it is no such value
     */
    public static <T> T value(Kind<T> kind, String option, String text) {
        try {
            return kind.parse().apply(text);
        } catch (IllegalArgumentException e) {
            throw FailureException.refused("cannot use \"" + Printable.of(text) + "\" as " + option, "Give " + kind.form() + ".");
        }
    }

    /**
     * The tags that an option names with commas between them. One of nothing, as of a shell's variable that is not set, is refused: it would fit every snapshot, or none.
     *
     * @param option how it is given, such as {@code --tag}
     */
    public static List<String> tags(String option, String list) {
        List<String> tags = Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        if (tags.contains("")) {
            throw FailureException.refused(option + " is \"" + list + "\"", "It must be a tag, or several with commas between them.");
        }
        return tags;
    }
}
