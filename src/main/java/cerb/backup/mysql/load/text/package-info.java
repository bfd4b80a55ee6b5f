/**
 * The text of a dump: which file holds what, where a statement ends, what a statement makes.
 *
 * <p>The text is ours: one statement ends where a line ends with the delimiter, and a {@code DELIMITER} line changes it. Statements go to the server one by
 * one, so no client program reads them, and none of its commands can be smuggled in.
 */
package cerb.backup.mysql.load.text;
