package cerb.backup.operation.doctor;

import java.util.Objects;

/**
 * One finding.
 *
 * @param level   how bad it is
 * @param subject what was examined, a few words
 * @param finding what was found, lower case, without a full stop
 * @param why     why it matters, a sentence; empty where all is well
 * @param remedy  the command, or the change, that mends it; empty where there is nothing to mend
 */
public record Diagnosis(Level level, String subject, String finding, String why, String remedy) {
    /** Refuses nulls, and a warning without a reason or a remedy. */
    public Diagnosis {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(finding, "finding");
        if (level.compareTo(Level.WARNING) >= 0 && (why.isEmpty() || remedy.isEmpty())) {
            throw new IllegalArgumentException("a " + level + " needs a reason and a remedy: " + finding);
        }
    }

    /** All is well. */
    public static Diagnosis ok(String subject, String finding) {
        return new Diagnosis(Level.OK, subject, finding, "", "");
    }

    /** Worth knowing. */
    public static Diagnosis note(String subject, String finding, String why, String remedy) {
        return new Diagnosis(Level.NOTE, subject, finding, why, remedy);
    }

    /** Worse than it need be. */
    public static Diagnosis warning(String subject, String finding, String why, String remedy) {
        return new Diagnosis(Level.WARNING, subject, finding, why, remedy);
    }

    /** In the way of a backup or a restore. */
    public static Diagnosis error(String subject, String finding, String why, String remedy) {
        return new Diagnosis(Level.ERROR, subject, finding, why, remedy);
    }
}
