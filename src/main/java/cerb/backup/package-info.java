/**
 * cerb-backup: continuous, verified, off-site backup of a Cerb helpdesk.
 *
 * <p>Data flows one way through the rooms. An arrow means "uses"; a room that has none uses nothing of ours:
 * <pre>
 * cli ───────────► component, observe, operation, repository, format, crypto, backend, mysql, storage, cerb, configuration
 * component ─────► operation, repository, format, crypto, backend, mysql, storage, configuration
 * observe ───────► operation, configuration
 * operation ─────► repository, format, crypto, chunker, backend, mysql, storage, cerb, configuration
 * repository ────► format, crypto, chunker, backend
 * configuration ─► crypto
 * </pre>
 *
 * <ul>
 * <li>cli: verbs and the daemon; component: Camel's side, with the sinks' routes as a backend; observe: JMX and metrics, from operation's observer interface.</li>
 * <li>operation: what the program does; repository: restic's, over format (its files), crypto, chunker and backend (where files are kept).</li>
 * <li>mysql: dump and load; storage: watching and walking a directory tree; both know nothing of the repository. cerb: what Cerb's tables and directories mean.</li>
 * <li>configuration: one resolver for our options and Camel's placeholders.</li>
 * </ul>
 */
package cerb.backup;
