package cerb.backup.bench;

import cerb.backup.demo.EmbeddedS3;
import cerb.backup.proxy.FaultyProxy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Files into a bucket: ours into the repository here and from there to the sink, restic straight into the bucket; both until the far side holds everything. The server is in
 * this process, and both reach it through a proxy that counts requests.
 */
final class OffsiteContest implements AutoCloseable {
    private static final String OURS = "ours";

    private final Site site;
    private final Ratios ratios;
    private final EmbeddedS3 server = EmbeddedS3.start();
    private final FaultyProxy counter = FaultyProxy.before(server.endpoint());
    private final String credentials = "AWS_ACCESS_KEY_ID=" + server.accessKey() + " AWS_SECRET_ACCESS_KEY=" + server.secretKey() + " ";
    private final List<Uploader> uploaders = new ArrayList<>();

    /** Who uploads: what makes an empty repository, and what backs up. */
    private record Uploader(String name, String program, String init, String backup) { }

    OffsiteContest(Site site, Ratios ratios) {
        this.site = site;
        this.ratios = ratios;
        uploaders.add(new Uploader("cerb-backup", "bash", ours("init"), ours("backup") + " --storage && " + ours("sync")));
        String given = System.getenv("CERB_BACKUP_TEST_RESTIC");
        if (given != null) {
            uploaders.add(restic("restic 0.19", given));
        }
        uploaders.add(restic("restic", "restic"));
    }

    private Uploader restic(String name, String program) {
        String command = credentials + "RESTIC_PASSWORD=bench " + program + " --no-cache -q -r s3:" + counter.endpoint() + "/" + bucket(name) + " ";
        return new Uploader(name, program.split(" ")[0], command + "init", command + "backup " + site.storage());
    }

    private static String bucket(String name) {
        return name.replaceAll("[ .]", "-");
    }

    private String ours(String verb) {
        return credentials + "REPOSITORY_DIRECTORY=" + site.place("offsite") + " SINKS=offsite SINK_OFFSITE_BUCKET=" + OURS + " SINK_OFFSITE_ENDPOINT=" + counter.endpoint()
                + " " + site.program().formatted(verb);
    }

    /** Every task once by every tool; then files arrive for so long while our daemon runs. */
    void round(int newFiles, Duration steady) throws IOException, InterruptedException, SQLException {
        site.clear(site.place("offsite"));
        server.createBucket(OURS);
        for (Uploader uploader : uploaders) {
            server.createBucket(bucket(uploader.name()));
            contestant(uploader, uploader.init()).run();
        }
        each("first files to S3");
        site.attach(newFiles);
        each(newFiles + " new files to S3");
        new Arrival(site, ours("run"), ours("snapshots"), server.directory(OURS).resolve("snapshots"), counter).during(steady).forEach(ratios::remark);
    }

    private void each(String task) throws IOException, InterruptedException {
        for (Uploader uploader : uploaders) {
            counter.forget();
            ratios.measure(task, contestant(uploader, uploader.backup()));
            ratios.remark(task + ": " + uploader.name() + " sent requests " + counter.counts());
        }
    }

    private Contestant contestant(Uploader uploader, String command) {
        return new Contestant(uploader.name(), List.of(uploader.program()), command, server.directory(uploader.name().equals("cerb-backup") ? OURS : bucket(uploader.name())));
    }

    @Override
    public void close() {
        counter.close();
        server.close();
    }
}
