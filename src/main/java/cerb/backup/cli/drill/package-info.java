/**
 * The verb {@code drill}: asks the daemon or, where none runs, rehearses here; says how that ended, and writes the evidence of it for those who were not there.
 */
package cerb.backup.cli.drill;
