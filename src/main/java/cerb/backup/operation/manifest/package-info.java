/**
 * {@code /manifest.json}: what a snapshot says about itself.
 *
 * <p>Each part keeps the time it was captured at, so that a part carried over from an older snapshot still tells its own
 * age: a checkpoint has a storage of now and a database of the last dump. The file is JSON with snake-case names, times as
 * RFC 3339; readers ignore fields they do not know. A snapshot without it is not one of ours.
 */
package cerb.backup.operation.manifest;
