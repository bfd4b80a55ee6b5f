package cerb.backup.cli.attachment;

import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.StorageKind;

/** Whether there are attachments to speak of. */
final class Helpdesks {
    private Helpdesks() {
    }

    /** Refuses the configuration of another application than Cerb. */
    static void demandCerb(Settings settings) {
        if (settings.get(Keys.STORAGE_KIND) == StorageKind.PLAIN) {
            throw FailureException.refused("attachments are Cerb's, and " + Keys.STORAGE_KIND.name() + " says that this is another application",
                    "Look for files with cerb-backup find, and restore them with cerb-backup restore --path.");
        }
    }
}
