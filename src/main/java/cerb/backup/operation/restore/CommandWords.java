package cerb.backup.operation.restore;

import java.util.List;

/**
 * What the commands that a restore prints are to name, so that each works where it is pasted. The words are as they are, not quoted for a shell.
 *
 * @param reading   options of every verb that reads this repository, such as {@code --from offsite}
 * @param restoring the other options of the restore, its targets among them
 * @param restic    options that lead restic to the repository, such as {@code -r /srv/repository}; empty where restic cannot reach it
 */
public record CommandWords(List<String> reading, List<String> restoring, List<String> restic) {
    /** For whoever prints no commands. */
    public static final CommandWords NONE = new CommandWords(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public CommandWords {
        reading = List.copyOf(reading);
        restoring = List.copyOf(restoring);
        restic = List.copyOf(restic);
    }

    boolean hasTarget() {
        return restoring.contains("--database-to") || restoring.contains("--storage-to") || restoring.contains("--extra-to");
    }
}
