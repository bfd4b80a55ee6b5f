/**
 * The single values that a repository keeps as files of their own: config, keys, snapshots and locks (restic design, Repository Format).
 *
 * <p>Each reads and writes the plaintext JSON. Around it, config is sealed as it is, keys are not sealed at all, and snapshots, locks and
 * indexes are {@link cerb.backup.format.document.UnpackedFile wrapped} and then sealed.
 */
package cerb.backup.format.document;
