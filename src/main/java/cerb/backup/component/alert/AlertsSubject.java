package cerb.backup.component.alert;

import java.util.Arrays;
import java.util.Locale;

/** What a route is told of. */
public enum AlertsSubject {
    /** Problems that have begun, last or have ended. */
    PROBLEMS,
    /** The begin and the end of each recovery point. */
    RUNS;

    /** Reads the word that stands after {@code alerts:}. */
    static AlertsSubject of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("alerts:" + word + " is not known; use alerts:problems or alerts:runs"));
    }

    /** The word in an endpoint's URI. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
