package cerb.backup.operation.drill;

import cerb.backup.operation.observer.DrillResult;
import java.util.List;

/**
 * All that a drill has proven, for those who have to show it: no secret, no name of a file, no content.
 *
 * @param result       how it ended
 * @param helpdesk     the helpdesk
 * @param tool         name and version of the program
 * @param repository   id of the repository; null where it could not be opened
 * @param snapshot     the recovery point's whole id; null where none was chosen
 * @param dumpedFrom   the server that was dumped, such as {@code MARIADB 11.4.5}; null where no database was restored
 * @param restoredInto the server that took the schema; null where none did
 * @param proven       what was compared and found to be as it was, a sentence each
 * @param unproven     what was not compared, a sentence each
 */
public record DrillReport(DrillResult result, String helpdesk, String tool, String repository, String snapshot, String dumpedFrom, String restoredInto,
        List<String> proven, List<String> unproven) {
    public DrillReport {
        proven = List.copyOf(proven);
        unproven = List.copyOf(unproven);
    }
}
