/**
 * Work that several threads share: one queue, which each of them empties with means of its own, such as a session.
 *
 * <p>Nobody is left behind: whoever waits goes on when every thread has ended, after a failure and an interruption as well. A statement or a copy that is still
 * running would otherwise meet what is done next, such as the table being made anew.
 */
package cerb.backup.mysql.parallel;
