package cerb.backup.component.alert.told;

import java.time.Instant;
import java.util.Locale;

/**
 * What one receiver is to be told.
 *
 * @param problem what it is about; as it was seen last, where it has ended
 * @param state   why it is told
 * @param time    when
 */
public record Alert(Problem problem, State state, Instant time) {
    /** Why something is told. */
    public enum State {
        /** It has begun, or has become graver. */
        RAISED,
        /** It was told and still lasts. */
        REMINDED,
        /** It was told and is over. */
        CLEARED;

        /** The word for it, such as {@code raised}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
