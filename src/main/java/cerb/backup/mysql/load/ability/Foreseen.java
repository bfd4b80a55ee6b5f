package cerb.backup.mysql.load.ability;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a load before it changes anything, and does not keep it from beginning.
 *
 * @param tried   whether the definitions were tried, as far as the account may: that need not be done again
 * @param notices what could not be tried, one sentence each
 * @param unmade  views that will not be made since something that they read is not at the target, such as {@code view `v`}, each with the server's reason; not all of
 *                them where not all was tried
 */
public record Foreseen(boolean tried, List<String> notices, Map<String, String> unmade) {
    /** Nothing was tried, and nothing is known. */
    public static final Foreseen NOTHING = new Foreseen(false, List.of(), Map.of());

    /** Copies the collections. */
    public Foreseen {
        notices = List.copyOf(notices);
        unmade = Collections.unmodifiableSortedMap(new TreeMap<>(unmade));
    }
}
