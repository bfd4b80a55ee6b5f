/**
 * Key files: each opens, by one password, the one master key of a repository (restic design, Keys, Encryption and MAC).
 *
 * <p>Nothing in a key file is authenticated before its password was tried. A damaged one is warned about and the next is tried, where
 * restic stops at the first; scrypt's cost is capped by the crypto room.
 */
package cerb.backup.repository.key;
