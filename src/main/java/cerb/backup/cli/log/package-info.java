/**
 * Logging, one line an event on standard error. Logback's start takes a quarter of a second of processor time, as much as most verbs need in all; so for verbs that end by themselves {@code
 * bin/cerb-backup} names a provider of our own. The daemon logs through Logback, as {@link cerb.backup.cli.log.LogbackStart} says: for people, or as JSON with {@code log.format=json}.
 */
package cerb.backup.cli.log;
