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
 * Retrying, counting, slowing down or telling others are wrappers
 * ({@link cerb.backup.backend.ForwardingBackend}), not flags.
 */
package cerb.backup.backend;
