/**
 * The command line: verbs, options, exit codes.
 *
 * <pre>
 * Main ─► verb.*   all verbs, and one class for each small one: reads its options, does or asks for the work, prints
 *          attachment, backup, check, doctor, drill, export, forget, key, kit, prune, repository, restore, run, setup, status, sync: verbs with more to them
 *          ├─► work.*, source.*   what verbs share; where they read from
 *          ├─► daemon.*   a running daemon of the same repository is asked, not bypassed
 *          └─► output.*   texts, tables, JSON, progress, failures
 * </pre>
 * A verb that only reads opens the repository itself and starts no Camel. A verb that touches a source or a sink starts the same routes as the daemon, without their
 * triggers. What goes wrong becomes one paragraph and one exit code in {@link cerb.backup.cli.output.Failure}, nowhere else.
 */
package cerb.backup.cli;
