/**
 * The verb {@code key} and what is below it. A password never leaves the process that was given it: that process makes the key file and proves
 * that it opens the repository, and the daemon, where one runs, only saves and removes files.
 */
package cerb.backup.cli.key;
