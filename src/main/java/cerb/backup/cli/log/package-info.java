/**
 * Logging of the verbs that end by themselves. Logback's start takes a quarter of a second of processor time, as much as most verbs need in all; so
 * for them {@code bin/cerb-backup} names this provider. The daemon logs through Logback, as {@code logback.xml} says.
 */
package cerb.backup.cli.log;
