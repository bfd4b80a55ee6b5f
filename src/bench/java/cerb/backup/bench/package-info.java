/**
 * What cerb-backup costs beside the tools that people use today, measured in one run on one machine: {@code mvn -Pbench verify}
 * prints a table of ratios. Never a test: no figure fails a build. Every measured thing is a process from its start to its end,
 * ours with the start of its JVM; peers that are not on the PATH are left out.
 *
 * <p>What backs up files is compared at seven tasks ({@link cerb.backup.bench.FileContest}), at one of them as the daemon that is told of
 * new files ({@link cerb.backup.bench.Watching}), dumps at three
 * ({@link cerb.backup.bench.DatabaseContest}), hot copies beside {@code cp} ({@link cerb.backup.bench.HotCopyContest}), and uploads into a bucket beside
 * restic's own ({@link cerb.backup.bench.OffsiteContest}) with their requests and the time until a file is there ({@link cerb.backup.bench.Arrival}, for
 * {@code bench.steady-seconds}); {@code bench.only=files}, {@code s3}, {@code database} or {@code hotcopy} leaves the others out. Restic is the one on the PATH, and
 * beside it the newer one that the variable {@code CERB_BACKUP_TEST_RESTIC} names. All may use all cores, ours by {@code engine.threads}. Processor
 * time and peak memory come from GNU time, and are left out without it. Where the database has a part, its server's processor time is told beside, and the
 * longest write of somebody who writes to the schema meanwhile. A round takes the tools in turn, so that a slower hour is slower for all.
 *
 * <p>Sizes by property: {@code bench.tickets} (70,000 are 0.85 GB of dump text), {@code bench.attachments} (60,000),
 * {@code bench.new} (600 new files), {@code bench.runs} (3, of which the median counts).
 */
package cerb.backup.bench;
