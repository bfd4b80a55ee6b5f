/**
 * What makes a restored helpdesk harmless, so that a rehearsal fetches, deletes and sends nothing, whoever calls its {@code /cron} or works in it: facts, no
 * I/O.
 *
 * <p>A helpdesk acts by itself in four ways, and each is stopped where it begins <em>and</em> where it would arrive, since an administrator who looks around
 * may start a job by hand: scheduled jobs; mailboxes that are fetched and emptied, and mail that waits to be sent; timers, behaviors and listeners that run
 * automations; and the engines of storage and search, which delete objects of the real helpdesk from a bucket or another directory, and documents from its index, when a ticket of the copy is purged.
 * What a person does on purpose, such as running an automation that calls another server, is not stopped; a rehearsal where that may happen needs a network
 * of its own.
 */
package cerb.backup.cerb.rehearsal;
