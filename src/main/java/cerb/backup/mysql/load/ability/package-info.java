/**
 * What a server must be able to do before a dump may be loaded into it, found out before anything is changed there.
 *
 * <p>A dump is in the words of the server it came from. Another family or an older version either has no such words, or, worse, passes over them: MariaDB
 * reads {@code /}{@code *!80023 INVISIBLE *}{@code /} as a remark. Each definition is therefore looked at without its literals and names
 * ({@link cerb.backup.mysql.load.text.Code}) and held against what the server says of itself ({@link cerb.backup.mysql.load.ability.Abilities}). Whatever it
 * would refuse or lose is an obstacle, named with its object. Expressions are not looked into: a function that only one family has is found when its view
 * is tried. What is made in the name of others, or for a binary log, is held against what the server lets the account do
 * ({@link cerb.backup.mysql.load.ability.Definers}).
 */
package cerb.backup.mysql.load.ability;
