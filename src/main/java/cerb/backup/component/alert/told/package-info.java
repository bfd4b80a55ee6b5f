/**
 * What one receiver of alerts has been told, and what it is to be told now.
 *
 * <p>{@link cerb.backup.component.alert.told.Told} compares the problems of this moment with what the receiver knows; there is no queue, so nothing can grow in it but with the number of
 * problems there are.
 */
package cerb.backup.component.alert.told;
