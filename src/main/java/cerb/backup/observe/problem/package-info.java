/**
 * What is wrong with a helpdesk's backup: one list, for {@code status}, health and alerts alike.
 *
 * <p>A stage is judged by its age and not by what it reports, for one that has died reports nothing. Each has its own limit:
 * <pre>
 * recovery point   the next of dump.schedule has passed, and a quarter of the time to the one after it (10 minutes at least, 6 hours at most)
 * prune, check     likewise, of prune.schedule and check.schedule; of retention.schedule the last retention, and of drill.schedule the last drill that passed
 * reconcile        two storage.reconcile and 10 minutes since the storage directory was last known to be stored whole: what cannot be read makes it late as what is not walked does
 * sink             sink.&lt;name&gt;.most-delay in which it confirmed nothing though files wait, or failed all the time; or so long after it should have been listed again
 * </pre>
 * A job that is late but goes on has a day more, so that a first walk of hours is no alarm, and one that begins again and again without an end is. A sink that confirms files is
 * never late, however many wait. An empty schedule promises nothing, so nothing can be late.
 */
package cerb.backup.observe.problem;
