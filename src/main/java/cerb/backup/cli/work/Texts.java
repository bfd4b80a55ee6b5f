package cerb.backup.cli.work;

import cerb.backup.cli.output.Json;
import cerb.backup.operation.report.Finding;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** JSON that several verbs share. */
public final class Texts {
    private Texts() {}

    /** A finding as JSON: severity, subject, message, remedy. */
    public static ObjectNode finding(Finding finding) {
        return Json.object().put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("subject", finding.subject()).put("message", finding.message()).put("remedy", finding.remedy());
    }
}
