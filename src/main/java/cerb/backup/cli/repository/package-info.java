/**
 * Verbs about the repository itself: its locks, what it holds and how much, and putting its index right.
 *
 * <p>Those that only read open it beside a running daemon and take no lock. Those that write have the daemon do it where one runs: it knows the locks that it holds itself,
 * and its mirrors hear of every file that comes or goes. The exception is {@code unlock}, which must work where the daemon does not answer; the daemon's locks are known to
 * it by their notes.
 */
package cerb.backup.cli.repository;
