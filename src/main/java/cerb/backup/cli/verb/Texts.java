package cerb.backup.cli.verb;

import cerb.backup.cli.output.Json;
import cerb.backup.operation.report.Finding;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** JSON that several verbs share. */
final class Texts {
    private Texts() {}

    static ObjectNode finding(Finding finding) {
        return Json.object().put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("subject", finding.subject()).put("message", finding.message()).put("remedy", finding.remedy());
    }
}
