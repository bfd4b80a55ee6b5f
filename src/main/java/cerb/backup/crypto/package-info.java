/**
 * Keys, and what they do: sealing, opening, and deriving a key from a password (restic design, Keys, Encryption and MAC).
 *
 * <pre>
 * password ──scrypt──► key ──opens──► the master key in a key file ──opens──► everything else
 * </pre>
 *
 * <p>The threat: whoever holds the repository's files may read and change them, but has no password. Opening therefore checks the tag first and
 * decrypts afterwards, and the cost of scrypt, which stands in the clear, is limited. A password's holder may make any content: the format room
 * defends against that. A master key that leaked stays leaked: changing passwords does not change it.
 *
 * <p>Nothing here logs, and no {@code toString} or message holds a secret.
 */
package cerb.backup.crypto;
