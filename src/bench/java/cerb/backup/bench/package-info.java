/**
 * What cerb-backup costs beside the tools that people use today, measured in one run on one machine: {@code mvn -Pbench verify}
 * prints a table of ratios. Never a test: no figure fails a build. Every measured thing is a process from its start to its end,
 * ours with the start of its JVM; peers that are not on the PATH are left out.
 *
 * <p>Sizes by property: {@code bench.tickets} (70,000 are 0.85 GB of dump text), {@code bench.attachments} (60,000),
 * {@code bench.new} (600 new files), {@code bench.runs} (3, of which the median counts).
 */
package cerb.backup.bench;
