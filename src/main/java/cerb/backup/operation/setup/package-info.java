/**
 * Making what a backup needs before its first run: directories, secrets, the database's account, the configuration.
 *
 * <p>Each is a {@link cerb.backup.operation.setup.Step} that first looks and then, if anything is missing, makes it; so running all of them again changes nothing, and an
 * interrupted run is taken up where it ended. The order matters: a secret is on the disk before the account is made with it, and the configuration is written last.
 * Nothing that is there is ever overwritten: not a secret, not an account's password, not a key of the configuration. The application's own password is not looked at.
 */
package cerb.backup.operation.setup;
