package cerb.backup.operation.export;

import cerb.backup.format.Id;
import java.time.Instant;

/** The text that tells whoever finds a volume what it is, and how to restore from it without this program. */
final class Readme {
    private Readme() {}

    static String of(Id repository, Volume volume, int last, Instant now) {
        return """
                This is %s of %d of a backup, written at %s by cerb-backup.

                The volumes together are a repository in the format of restic (https://restic.net),
                id %s. It is encrypted: you need its password.

                To restore, copy all volumes into one directory of a disk with room for all of them:

                    mkdir repository
                    cp -rf --no-preserve=mode volume-001/. repository/
                    ... and so on with each of the %d volumes

                Check what was copied, then look at it and restore it with restic 0.14 or newer:

                    cd repository && cat volumes/*.sha256 | sha256sum -c --quiet && cd ..
                    restic -r repository snapshots
                    restic -r repository restore latest --target restored

                Below restored/ lie storage, the helpdesk's files, and database, its tables as SQL:

                    cd restored/database/NAME && cat schema.sql data/*.sql post.sql | mysql --comments NAME

                or restore both with cerb-backup restore latest --from /path/of/repository.

                If a volume is lost or damaged, copy the others: config, keys, index, snapshots and
                directories are on all of them, so restic restores what the others hold and names the
                files that it cannot. What the lost one held stands in volumes/, one list a volume.

                To check this volume alone: sha256sum -c --quiet SHA256SUMS
                """.formatted(volume.name(), last, now, repository, last);
    }
}
