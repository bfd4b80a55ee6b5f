/**
 * Rows as SQL text, in bytes: no character is decoded, no String made.
 *
 * <pre>
 * SET NAMES utf8mb4;                                     the same header in every file
 * SET SESSION ...;
 * INSERT INTO `t` (`key`,`other`) VALUES
 * (1,'one'),                                             one row a line; line ends in values are escaped
 * (2,'two');
 * INSERT INTO `t` (`key`,`other`) VALUES                 a statement ends after a row whose key's hash says so
 * </pre>
 *
 * Where statements end depends on the rows there and not on those before, so that a row which grows, appears or vanishes leaves the rest of the text as it
 * was, and the repository finds it again.
 */
package cerb.backup.mysql.text;
