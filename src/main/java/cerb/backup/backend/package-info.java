/**
 * Where a repository's files are kept: whole files under six types, written once and only ever deleted.
 *
 * <p>A {@link cerb.backup.backend.Backend} knows nothing of packs, keys or snapshots. It promises three things, and the contract
 * suite holds every implementation and wrapper to them:
 * <ol>
 *   <li>{@code save} is durable when it returns, and nothing half-written is ever seen under a final name;</li>
 *   <li>a name is never overwritten by other content: the same size again is "done", another size is an error;</li>
 *   <li>whether a failure may be retried is in the type of the {@link cerb.backup.backend.BackendException}, never in its text.</li>
 * </ol>
 * Telling others, a floor of free space, reading through to the sinks and reading ahead are wrappers
 * ({@link cerb.backup.backend.ForwardingBackend}), not flags. Whether something is tried again, and how fast a sink is sent to, is
 * left to the sinks.
 */
package cerb.backup.backend;
