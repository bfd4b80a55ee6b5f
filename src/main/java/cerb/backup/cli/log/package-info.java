/**
 * Logging of the verbs that only read. They live for half a second, of which Logback's start would take half; so for them {@code bin/cerb-backup} names this provider, which
 * prints warnings and errors to standard error and drops the rest. All other verbs log through Logback, as {@code logback.xml} says.
 */
package cerb.backup.cli.log;
