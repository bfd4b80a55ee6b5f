/**
 * The page to print and keep elsewhere: what somebody needs who has nothing but it, a copy of the repository and stock restic. A small file beside the repository says that
 * it was printed, for which repository and keys; {@code status} reminds of it until then, and again when they have changed.
 */
package cerb.backup.cli.kit;
