/**
 * What one receiver of alerts has been told, and what it is to be told now.
 *
 * <p>{@link cerb.backup.component.alert.told.Told} compares the problems of this moment with what the receiver knows; there is no queue, so nothing can grow in it but with the number of
 * problems there are. What the receiver was told of is written into a file beside the repository, one a receiver, with each alert that was delivered: what has ended while no daemon ran is told
 * as ended by the next one, and what lasts is not told anew.
 */
package cerb.backup.component.alert.told;
