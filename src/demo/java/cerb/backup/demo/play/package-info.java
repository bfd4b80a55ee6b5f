/**
 * The demo's play. {@code cerb.backup.demo.play.Scene} builds servers, schemas, accounts and a configuration such as an
 * administrator writes; {@code cerb.backup.demo.play.Demo} then
 * <ol>
 * <li>fills a helpdesk, and starts the routes as shipped;
 * <li>takes a first recovery point;
 * <li>lets the helpdesk work, while the watcher writes checkpoints and the sink copies them to S3;
 * <li>takes a second recovery point, in which an attachment is made between the first walk and the dump, and another deleted
 *     between the dump and the second walk;
 * <li>sets the local repository aside and restores from S3, in a process of its own;
 * <li>compares every row and byte with what the helpdesk held at the moment of the dump.
 * </ol>
 */
package cerb.backup.demo.play;
