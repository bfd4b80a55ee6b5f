package cerb.backup.component.alert;

import org.apache.camel.spi.Metadata;

/** Names of headers that alerts come with. They begin with {@code Camel}, so that HTTP and mail components do not let them out. */
public final class AlertsConstants {
    @Metadata(label = "consumer", description = "Stable name of the problem, such as recovery-point-old", javaType = "String")
    public static final String CODE = "CamelAlertCode";

    @Metadata(label = "consumer", description = "Which of several the problem is about, such as the name of a sink; empty where there is but one", javaType = "String")
    public static final String SUBJECT = "CamelAlertSubject";

    @Metadata(label = "consumer", description = "warning or critical", javaType = "String")
    public static final String SEVERITY = "CamelAlertSeverity";

    @Metadata(label = "consumer", description = "raised, reminded or cleared; of a run begun, succeeded or failed", javaType = "String")
    public static final String STATE = "CamelAlertState";

    @Metadata(label = "consumer", description = "One line that says what the alert is about, for the subject of a mail", javaType = "String")
    public static final String TITLE = "CamelAlertTitle";

    @Metadata(label = "consumer", description = "The alert in several lines, for people; the body has it as JSON", javaType = "String")
    public static final String TEXT = "CamelAlertText";

    private AlertsConstants() {}
}
