package cerb.backup.cli.work;

import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Times as they are given to options. */
public final class Times {
    private Times() {}

    /**
     * Reads a time: with its zone, or local to the minute, or a day.
     *
     * @param option   the option's name, for the error
     * @param text     the text, or null
     * @param endOfDay whether a day means its end; else its begin
     * @return the time; null for null
     * @throws FailureException if it is no time
     */
    public static Instant of(String option, String text, boolean endOfDay) {
        if (text == null) {
            return null;
        }
        String iso = text.strip().replace(' ', 'T');
        try {
            if (iso.matches(".*T.*(Z|[+-][0-9:]+)")) {
                return ZonedDateTime.parse(iso).toInstant();
            }
            LocalDateTime local = iso.contains("T") ? LocalDateTime.parse(iso) : LocalDate.parse(iso).plusDays(endOfDay ? 1 : 0).atStartOfDay();
            return local.atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw FailureException.refused(option + " " + Printable.of(text) + " is not a time", "Write it as 2026-11-23T14:00:00Z, or local as \"2026-11-23 14:00\", or as a day: its " + (endOfDay ? "end." : "begin."));
        }
    }
}
