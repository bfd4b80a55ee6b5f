package cerb.backup.component.alert;

import cerb.backup.component.alert.told.Alert;
import cerb.backup.component.alert.told.Problem;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * An alert in words and as JSON. Thread-safe.
 *
 * @param helpdesk the helpdesk's name
 * @param names    whether the texts of errors are told, in which names of files and hosts may stand
 */
record AlertText(String helpdesk, boolean names) {
    /** Changes when a field changes its meaning or goes; new fields may come at any time. */
    private static final int VERSION = 1;

    /** The fields that README describes, in one line. */
    String json(Alert alert) {
        Problem problem = alert.problem();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", VERSION).put("helpdesk", helpdesk).put("code", problem.code());
        return json.put("subject", problem.subject()).put("severity", problem.severity().name().toLowerCase(Locale.ROOT)).put("state", alert.state().word())
                .put("message", message(problem)).put("remedy", remedy(alert)).put("since", time(problem.since())).put("time", time(alert.time()))
                .put("text", (title(alert) + ": " + message(problem) + ' ' + remedy(alert)).strip()).toString();
    }

    /** One line that says what it is about, for a subject. */
    String title(Alert alert) {
        String severity = alert.problem().severity().name().toLowerCase(Locale.ROOT);
        return "cerb-backup " + helpdesk + ": " + switch (alert.state()) {
            case RAISED -> severity + ": " + alert.problem().key();
            case REMINDED -> severity + ", lasting: " + alert.problem().key();
            case CLEARED -> "over: " + alert.problem().key();
        };
    }

    /** Several lines for people. */
    String lines(Alert alert) {
        Problem problem = alert.problem();
        String over = alert.state() == Alert.State.CLEARED ? "This is over.\n\n" : "";
        return over + message(problem) + "\n" + remedy(alert) + "\n\nhelpdesk: " + helpdesk + "\nsince: " + time(problem.since()) + "\ntime: " + time(alert.time()) + "\n";
    }

    /** Nothing is to be done about what is over. */
    private static String remedy(Alert alert) {
        return alert.state() == Alert.State.CLEARED ? "" : alert.problem().remedy();
    }

    private String message(Problem problem) {
        return names && !problem.detail().isEmpty() ? problem.message() + " (" + problem.detail() + ")" : problem.message();
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
