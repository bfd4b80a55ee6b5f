package cerb.backup.cerb;

import java.util.Set;

/** Tables that only grow but for what people delete: without most of their rows a schema is not the helpdesk that it was. */
public final class CentralTables {
    /** Their names, in every version. */
    public static final Set<String> NAMES = Set.of("address", "message", "ticket", "worker");

    private CentralTables() {
    }
}
