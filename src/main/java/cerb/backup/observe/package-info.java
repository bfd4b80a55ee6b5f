/**
 * What is happening, as numbers: MBeans {@code cerb.backup:type=...,name=<helpdesk>} and Prometheus metrics, both fed by operation's observer.
 *
 * <p>{@link cerb.backup.observe.Ledger} hears the events and keeps the numbers; {@link cerb.backup.observe.MBeans} and {@link cerb.backup.observe.Metrics} only show them. The
 * numbers come from those who write, never by asking the repository. Metrics carry points in time, MBeans carry ages: a rule compares the time with now, so a stage that
 * stopped working shows by itself. No id is ever a label; sinks are, and there are as many as the configuration names.
 */
package cerb.backup.observe;
