package cerb.backup.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tasks of backing up files, ours first and then each peer that is here. */
final class FileContest {
    private static final int TIMES_BEFORE = 4;

    private final Site site;
    private final Ratios ratios;
    private final int newFiles;
    private final List<FileTool> tools = new ArrayList<>();

    FileContest(Site site, Ratios ratios, int newFiles) {
        this.site = site;
        this.ratios = ratios;
        this.newFiles = newFiles;
        String given = System.getenv("CERB_BACKUP_TEST_RESTIC");
        boolean onPath = Contestant.isOnPath("restic");
        tools.add(FileTool.ours(site, given != null ? given : onPath ? "restic" : null));
        if (given != null) {
            tools.add(FileTool.restic(site, "restic 0.19", given));
        }
        tools.add(FileTool.restic(site, "restic", "restic"));
        tools.add(FileTool.borg(site));
        tools.add(FileTool.rsync(site));
    }

    /** Every task once by every tool. */
    void round() throws IOException, InterruptedException, SQLException {
        for (FileTool tool : tools) {
            site.clear(tool.place());
        }
        site.clear(site.place("borg-base"));
        each(null, FileTool::init);
        each("first files", FileTool::backup);
        each("unchanged second", FileTool::backup);
        site.attach(newFiles);
        each(newFiles + " new files", FileTool::backup);
        watched();
        each("restore of files", FileTool::restore);
        each("check --read-data", FileTool::check);
        site.removeThird();
        each(null, FileTool::backup);
        each(null, FileTool::forget);
        each("prune of a third", FileTool::prune);
    }

    /** Our daemon is told of new files, the others look for them. It runs for weeks, so it is measured once it has done the same some times. */
    private void watched() throws IOException, InterruptedException, SQLException {
        String task = newFiles + " new files, watched";
        List<Contestant> peers = tools.subList(1, tools.size()).stream().map(peer -> peer.at(peer.backup())).filter(Contestant::isPresent).toList();
        try (Watching watching = new Watching(site)) {
            for (int i = 0; i < TIMES_BEFORE; i++) {
                watching.attached(newFiles);
            }
            measure(null, peers);
            ratios.note(task, "cerb-backup run", watching.attached(newFiles));
        }
        measure(task, peers);
    }

    private void measure(String task, List<Contestant> contestants) throws IOException, InterruptedException {
        for (Contestant contestant : contestants) {
            ratios.measure(task, contestant);
        }
    }

    /** What is restored stays until all have restored: to delete it costs the disk of whoever comes next. */
    private void each(String task, Function<FileTool, String> command) throws IOException, InterruptedException {
        for (FileTool tool : tools) {
            String wanted = command.apply(tool);
            Contestant contestant = tool.at(wanted);
            if (wanted != null && contestant.isPresent()) {
                ratios.measure(task, contestant);
            }
        }
        for (FileTool tool : tools) {
            site.clear(tool.restored(site));
        }
    }
}
