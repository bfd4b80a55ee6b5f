/**
 * Copies the files of a repository as they are, without opening what they hold: to take a repository up again from a sink.
 *
 * <pre>
 * copy:      each file is written under a temporary name and gets its own only when it is whole and its SHA-256 is its name; several at once
 * take up:   1. the repository's host lock here, and a shared lock at the place: nobody prunes there meanwhile
 *            2. list snapshots, indexes, packs, keys: what a listed snapshot needs was there before it
 *            3. copy what is missing here in the order packs | indexes | snapshots | keys | config
 * </pre>
 * The config comes last: a directory without one is no repository, to us and to restic, so nobody takes half a copy for a whole one, and nothing is made
 * anew in its place either, since init refuses a directory with packs. Run again, it goes on: what is there was proven before it got its name.
 *
 * <p>Nothing is removed, neither here nor there. What a removal record here names is not fetched again: a sink would remove it later.
 */
package cerb.backup.operation.copy;
