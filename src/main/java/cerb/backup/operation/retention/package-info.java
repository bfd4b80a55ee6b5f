/**
 * Which snapshots stay: restic's policy, in restic's words and with restic's results. Pure functions of times, tags, hosts and paths.
 *
 * <p>Snapshots are grouped by host and paths; in each group, from the newest to the oldest, each rule keeps what falls into a period that it
 * has not met before:
 * <pre>
 * keep-last n, keep-hourly n, ... keep-yearly n     the newest snapshot of each of the n newest periods that have one
 * keep-within d                                     all that are less than d older than the group's newest snapshot
 * keep-within-hourly d, ... keep-within-yearly d    of those, the newest of each period
 * keep-tag a,b                                      all with both tags
 * </pre>
 * A rule by count that is not used up at the group's oldest snapshot keeps that one too, and a rule by time whose length reaches to it does so
 * as well; restic 0.14 does not yet, and keeps everything else alike. Hours, days, weeks (ISO 8601) and so on are those of UTC, as our
 * snapshots are dated; restic takes those of the zone in which a snapshot is dated, which differ where another program dated it.
 */
package cerb.backup.operation.retention;
