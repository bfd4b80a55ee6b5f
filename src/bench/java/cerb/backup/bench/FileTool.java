package cerb.backup.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A tool that backs up files, as shell commands; null where it has no such task.
 *
 * @param name    as it is called in the table
 * @param needs   programs that must be on the PATH
 * @param place   where it stores
 * @param init    makes an empty place
 * @param backup  backs up the site's files
 * @param restore brings the newest backup back
 * @param check   reads everything that is stored, and verifies it
 * @param forget  forgets all backups but the newest; not measured
 * @param prune   gives back the space of what was forgotten
 */
record FileTool(String name, List<String> needs, Path place, String init, String backup, String restore, String check, String forget, String prune) {

    static FileTool ours(Site site, String resticForForget) {
        String program = site.program();
        String forget = resticForForget == null ? null : restic(resticForForget, site.place("ours")) + "forget --keep-last 1 --group-by ''";
        return new FileTool("cerb-backup", List.of(), site.place("ours"), program.formatted("init"), program.formatted("backup") + " --storage",
                program.formatted("restore") + " latest --storage-to " + restored(site, "ours"), program.formatted("check") + " --read-data",
                forget, forget == null ? null : program.formatted("prune"));
    }

    static FileTool restic(Site site, String name, String program) {
        Path place = site.place(name.replace(' ', '-'));
        String restic = restic(program, place);
        return new FileTool(name, List.of(program.split(" ")[0]), place, restic + "init", restic + "backup " + site.storage(),
                restic + "restore latest --target " + restored(site, place.getFileName().toString()), restic + "check --read-data",
                restic + "forget --keep-last 1 --group-by ''", restic + "prune");
    }

    private static String restic(String program, Path place) {
        return "RESTIC_PASSWORD=bench " + program + " --no-cache -q -r " + place + " ";
    }

    static FileTool borg(Site site) {
        Path place = site.place("borg");
        String borg = "BORG_BASE_DIR=" + site.place("borg-base") + " BORG_PASSPHRASE=bench BORG_REPO=" + place + " borg ";
        String restored = restored(site, "borg").toString();
        return new FileTool("borg", List.of("borg"), place, borg + "init -e repokey-blake2", borg + "create -C zstd,2 ::$(date +%s%N) " + site.storage(),
                "mkdir " + restored + " && cd " + restored + " && " + borg + "extract ::$(" + borg + "list --last 1 --short)",
                borg + "check --verify-data", borg + "prune --keep-last 1", borg + "compact");
    }

    static FileTool rsync(Site site) {
        Path place = site.place("rsync");
        return new FileTool("rsync", List.of("rsync"), place, null, "rsync -a " + site.storage() + "/ " + place,
                "rsync -a " + place + "/ " + restored(site, "rsync"), null, null, null);
    }

    /** Where it restores to. */
    Path restored(Site site) {
        return restored(site, place.getFileName().toString());
    }

    private static Path restored(Site site, String tool) {
        return site.place("restored-" + tool);
    }

    /** The tool at one of its tasks. */
    Contestant at(String command) {
        return new Contestant(name, needs, command, place);
    }
}
