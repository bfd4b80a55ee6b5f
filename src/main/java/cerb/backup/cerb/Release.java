package cerb.backup.cerb;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The releases of Cerb whose tables are known, told apart by what a database holds: the revision of its core in {@link #HISTORY}, and tables that one of
 * them brought. Its code knows its own version; a database does not.
 */
public enum Release {
    /** The last of the tenth. */
    V10_4("10.4"),
    /** Automation events have listeners. */
    V11_0("11.0"),
    /** Sessions of language models. */
    V11_1("11.1"),
    /** Queues run in the background, and search indexes are records. */
    V11_2("11.2");

    /** The table of how far each plugin has patched the database. */
    public static final String HISTORY = "cerb_patch_history";
    /** The plugin there whose revision tells the release. */
    public static final String CORE = "cerberusweb.core";
    /** The query for the revision of the core; no row where there is none. */
    public static final String REVISION_QUERY = "SELECT `revision` FROM `" + HISTORY + "` WHERE `plugin_id` = '" + CORE + "'";

    /** The revision of patch 10.4.0. */
    private static final long FIRST_KNOWN = 1451;
    /** A revision that patches after 10.4 tell the older ones by. */
    private static final long AFTER_10_4 = 1462;
    /** What patch 11.2.0 tells the older ones by. */
    private static final long FIRST_OF_11_2 = 1504;

    private final String number;

    Release(String number) {
        this.number = number;
    }

    /** Such as {@code 11.2}. */
    public String number() {
        return number;
    }

    /** Which one made a database; empty for an older one, and for what fits none. A patch that was cut off has left tables of both: the revision counts. */
    public static Optional<Release> of(Set<String> tables, OptionalLong revision) {
        if (revision.isEmpty() || revision.getAsLong() < FIRST_KNOWN) {
            return Optional.empty();
        }
        if (revision.getAsLong() < AFTER_10_4) {
            return Optional.of(V10_4);
        }
        if (revision.getAsLong() < FIRST_OF_11_2) {
            return Optional.of(tables.contains("llm_agent_session") ? V11_1 : V11_0);
        }
        return tables.contains("search_index") ? Optional.of(V11_2) : Optional.empty();
    }

    /** Such as {@code Cerb 11.2 (core revision 1506)}, or that it is not known. */
    public static String describe(Optional<Release> release, OptionalLong revision) {
        String told = revision.isPresent() ? "core revision " + revision.getAsLong() : "no core revision in " + HISTORY;
        return release.map(known -> "Cerb " + known.number).orElse("an unknown release of Cerb") + " (" + told + ")";
    }
}
