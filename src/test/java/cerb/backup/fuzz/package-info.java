/**
 * Feeds every parser with changed examples of what it reads. It may take them or refuse them by its declared exception, with a message that is safe
 * to print, and within a bound of memory; nothing else.
 *
 * <pre>
 * seeds of a {@link cerb.backup.fuzz.Target}, and src/test/resources/fuzz/NAME/: what was once found, which is replayed first
 *   └─ {@link cerb.backup.fuzz.Mutator} changes one of them, or splices two
 *        └─ the parser takes or refuses it; if it does so at a place of the code where it has not been before, the input joins the seeds
 * </pre>
 *
 * <p>Without {@code -Dfuzz.seconds} each parser gets a fixed number of inputs from a fixed seed; with it, an equal share of that time and a random
 * seed. What fails is written to {@code target/fuzz/NAME/}: mend the parser, and move the file to the resources.
 */
package cerb.backup.fuzz;
