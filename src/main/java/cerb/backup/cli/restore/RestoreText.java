package cerb.backup.cli.restore;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.target.Replaced;
import cerb.backup.operation.rehearsal.Neutralised;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Extra;
import cerb.backup.operation.restore.RestorePlan;
import cerb.backup.operation.restore.files.StorageResult;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** What a restore prints. */
final class RestoreText {
    private final Console console;

    RestoreText(Console console) {
        this.console = console;
    }

    /**
     * What a snapshot would bring back, and what it would replace at the schema {@code target}; both null where none is named. In JSON it is {@link #planned} later, with what else
     * is found.
     */
    ObjectNode plan(RestorePlan plan, Replaced replaced, DatabaseAddress target, boolean overwrite) {
        ObjectNode json = json(plan);
        json.set("target", replaced == null ? null : json(replaced));
        if (!console.json()) {
            lines(plan, replaced, target, overwrite);
        }
        return json;
    }

    /** The JSON of a plan, where that is wanted. */
    void planned(ObjectNode json) {
        if (console.json()) {
            console.result(json);
        }
    }

    private void lines(RestorePlan plan, Replaced replaced, DatabaseAddress target, boolean overwrite) {
        console.line("snapshot " + plan.snapshot().shortName() + " of " + HumanTime.seconds(plan.time()));
        if (plan.helpdesk() != null) {
            console.line("helpdesk  " + plan.helpdesk());
        }
        console.line("database  " + (plan.databaseName() == null ? "none" : Printable.of(plan.databaseName()) + " as of " + HumanTime.seconds(plan.databaseCapturedAt()) + ": " + Plurals.words(plan.tables(), "table") + ", "
                + Plurals.words(plan.rows(), "row") + ", " + HumanSize.of(plan.databaseBytes())));
        console.line("storage   " + (plan.storageCapturedAt() == null ? "none" : "as of " + HumanTime.seconds(plan.storageCapturedAt()) + ": " + Plurals.words(plan.files(), "file") + ", " + HumanSize.of(plan.bytes())));
        console.line("extra     " + Printable.of(plan.extra().describe()));
        if (replaced != null) {
            console.line("target    " + words(replaced, target) + (replaced.contents().isEmpty() || overwrite ? "" : ": refused without --overwrite"
                    + (replaced.unfinished() == null || !replaced.unfinished().goesOn() ? "" : ", but for the restore that has begun")));
        }
        console.line("");
        console.line("Nothing has been restored. Commands that do it, with this program and without it:");
        plan.commands().forEach(command -> console.line("  " + command));
        warn(plan.findings());
    }

    private static ObjectNode json(RestorePlan plan) {
        ObjectNode json = Json.object().put("id", plan.snapshot().toString()).put("short_id", plan.snapshot().shortName()).put("time", Json.time(plan.time())).put("helpdesk", plan.helpdesk());
        json.set("database", plan.databaseName() == null ? null : Json.object().put("name", plan.databaseName()).put("captured_at", plan.databaseCapturedAt())
                .put("bytes", plan.databaseBytes()).put("tables", plan.tables()).put("rows", plan.rows()));
        json.set("storage", plan.storageCapturedAt() == null ? null : Json.object().put("captured_at", plan.storageCapturedAt())
                .put("files", plan.files()).put("bytes", plan.bytes()));
        json.set("extra", Json.object().put("files", plan.extra().files()).set("paths", Json.array(plan.extra().paths())));
        json.set("commands", Json.array(plan.commands()));
        json.set("findings", findings(plan.findings()));
        return json;
    }

    /** Which Cerb belongs to what is restored; null where none does. Said before anything is changed. */
    void helpdesk(ObjectNode json, String helpdesk) {
        json.put("helpdesk", helpdesk);
        if (helpdesk != null) {
            console.note("this is a helpdesk of " + helpdesk + ": install the Cerb that it had, since an older one cannot use its database, and a newer one changes it");
        }
    }

    /** What is dropped before the restore begins. */
    void replaces(ObjectNode json, Replaced replaced, DatabaseAddress target) {
        json.set("replaced", json(replaced));
        if (!replaced.contents().isEmpty()) {
            console.note("replacing what is at " + words(replaced, target));
        }
    }

    /** What will not be made, and what could not be tried: said before anything is changed. */
    void foreseen(ObjectNode json, Foreseen foreseen) {
        ObjectNode node = json.putObject("foreseen");
        node.set("notices", Json.array(foreseen.notices()));
        foreseen.notices().forEach(notice -> console.warn("note: " + Printable.of(notice)));
        ObjectNode unmade = node.putObject("unmade");
        foreseen.unmade().forEach((view, reason) -> {
            unmade.put(view, reason);
            console.warn(Printable.of(view + " will not be made: " + reason + ". All else is restored; the exit code will be 3."));
        });
    }

    private static String words(Replaced replaced, DatabaseAddress target) {
        return Printable.of(target + ": " + (replaced.contents().isEmpty() ? "nothing" : replaced.contents().summary())
                + (replaced.unfinished() == null ? "" : ", " + replaced.unfinished()));
    }

    private static ObjectNode json(Replaced replaced) {
        ObjectNode json = Json.object();
        ObjectNode objects = json.putObject("objects");
        replaced.contents().counts().forEach(objects::put);
        return json.put("rows", replaced.contents().rows()).put("unfinished", replaced.unfinished() == null ? null : replaced.unfinished().toString());
    }

    /** What was noticed of the snapshot itself, before anything of it is restored. */
    void found(ObjectNode json, List<Finding> findings) {
        warn(findings);
        json.set("findings", findings(findings));
    }

    /** What was noticed at the end. */
    void more(ObjectNode json, List<Finding> findings) {
        warn(findings);
        json.withArray("findings").addAll(findings(findings));
    }

    /** What became of the files of a part, {@code storage} or {@code extra}; {@code result} is null where none were asked for. */
    void files(ObjectNode json, String part, StorageResult result, Path target) {
        json.set(part, result == null ? null : Json.object().put("files", result.files()).put("bytes", result.bytes()).put("unchanged", result.unchanged()));
        json.withArray("findings").addAll(result == null ? Json.array() : findings(result.findings()));
        if (result != null) {
            warn(result.findings());
            line("restored " + Plurals.words(result.files(), "file") + ", " + HumanSize.of(result.bytes()) + ", to " + target
                    + (result.unchanged() == 0 ? "" : "; " + Plurals.words(result.unchanged(), "file") + " already there with the same content"));
        }
    }

    /** Which files a restore has left out that a helpdesk needs on a new machine. */
    void leftOut(Extra extra) {
        if (extra.files() > 0) {
            console.warn(Printable.of("not restored: " + extra.describe() + ". A helpdesk does not start without its configuration: restore it with --extra-to DIR."));
        }
    }

    /** What became of the database; {@code report} is null where it was not asked for. */
    void rows(ObjectNode json, DatabaseResult report, DatabaseAddress target) {
        if (report == null) {
            json.putNull("database");
            return;
        }
        ObjectNode tables = Json.object();
        new TreeMap<>(report.rows()).forEach(tables::put);
        ObjectNode database = json.putObject("database");
        database.set("tables", tables);
        database.set("warnings", Json.array(report.warnings()));
        report.warnings().forEach(warning -> console.warn("note: " + Printable.of(warning)));
        database.set("neutralised", report.neutralised() == null ? null : json(report.neutralised()));
        report.withoutRows().forEach(table -> console.warn("the rows of table " + Printable.of(table) + " were left out: it is empty"));
        database.set("without_rows", Json.array(List.copyOf(report.withoutRows())));
        report.unmade().forEach((view, reason) -> console.warn(Printable.of(view + " was not made: " + reason + ". Make what it reads, then execute its statement, which is in post.sql of the dump.")));
        ObjectNode unmade = database.putObject("unmade");
        report.unmade().forEach(unmade::put);
        long empty = report.rows().values().stream().filter(rows -> rows == 0).count();
        line("restored " + Plurals.words(report.rows().size(), "table") + ", " + (empty == 0 ? "" : empty + " of them without rows, ") + Plurals.words(report.rows().values().stream().mapToLong(Long::longValue).sum(), "row") + ", to " + target);
        if (report.neutralised() != null) {
            neutralised(report.neutralised());
        }
    }

    private void neutralised(Neutralised neutralised) {
        line("neutralised a database of " + neutralised.release() + ":");
        neutralised.changes().stream().filter(change -> change.rows() > 0).forEach(change -> line("  " + change.table() + ": " + change.effect() + ", " + Plurals.words(change.rows(), "row")));
        neutralised.warnings().forEach(warning -> console.warn(Printable.of(warning)));
    }

    private static ObjectNode json(Neutralised neutralised) {
        ObjectNode json = Json.object().put("release", neutralised.release());
        ArrayNode changes = json.putArray("changes");
        neutralised.changes().forEach(change -> changes.addObject().put("table", change.table()).put("rows", change.rows()).put("effect", change.effect()));
        json.set("warnings", Json.array(neutralised.warnings()));
        json.set("notes", Json.array(neutralised.notes()));
        return json;
    }

    private void line(String text) {
        if (!console.json()) {
            console.line(text);
        }
    }

    private void warn(List<Finding> findings) {
        findings.forEach(finding -> console.warn(Printable.of(finding.toString())));
    }

    private static ArrayNode findings(List<Finding> findings) {
        ArrayNode all = Json.array();
        findings.forEach(finding -> all.add(Texts.finding(finding)));
        return all;
    }
}
