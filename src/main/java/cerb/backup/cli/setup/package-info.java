/**
 * The verb {@code setup}: what is asked of the user and of Cerb's own configuration ({@link cerb.backup.cli.setup.Proposal}), who may make accounts
 * ({@link cerb.backup.cli.setup.Administrator}), and what is printed. The work is {@code cerb.backup.operation.setup}'s.
 */
package cerb.backup.cli.setup;
