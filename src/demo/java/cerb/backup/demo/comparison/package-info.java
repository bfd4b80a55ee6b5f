/**
 * Whether two helpdesks are equal: every row of two schemas, every byte of two directories, and every attachment's row with its
 * file. Written apart from the product, and knowing nothing of it, so that it can find the product wrong.
 *
 * <p>Contents are read once into digests, so that what is live can be read at one moment and compared with a restored copy later.
 */
package cerb.backup.demo.comparison;
