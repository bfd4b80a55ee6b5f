/**
 * What the administrator has set: one properties file, the environment over it, and a documented default under both.
 *
 * <p>Rules of the room:
 * <ul>
 *   <li>Every key that exists is a {@link cerb.backup.configuration.Setting} in {@link cerb.backup.configuration.Keys}, with its type, its default and the sentence
 *       that documents it. The shipped file {@code config/cerb-backup.properties} and the list in {@code --help} are compared with it by a test.
 *   <li>A key that is unknown, or known but not built yet, is an error: an option that does nothing must never be accepted in silence. So is the same key twice.
 *   <li>All values are parsed when the settings are loaded, so that a typing error is found at start and not at two in the morning; all errors are reported together,
 *       each with its line.
 *   <li>A secret never stands in the file. It is in a file of its own, named by a key that ends in {@code -file}, or in an environment variable.
 *   <li>One resolver, {@link cerb.backup.configuration.Settings#placeholder}, serves our own options and the placeholders in Camel's routes.
 * </ul>
 */
package cerb.backup.configuration;
