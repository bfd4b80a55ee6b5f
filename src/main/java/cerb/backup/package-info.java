/**
 * cerb-backup: continuous, verified, off-site backup of a Cerb helpdesk.
 *
 * <p>Data flows one way through the rooms; an arrow means "may import":
 * <pre>
 * cli ─► component ─► operation ─► repository ─► format, crypto, chunker, backend
 *          │              ├──► mysql     (dump and load: knows nothing of the repository)
 *          │              ├──► storage   (watching and walking a directory tree: likewise)
 *          │              └──► cerb      (what Cerb's tables and directories mean)
 *          └──► backend   (the Camel-routed backend is an adapter)
 * observe ─► operation    (JMX and Micrometer adapters of operation's observer interface)
 * configuration ◄── cli, component, observe, operation   (one resolver for our options and Camel's placeholders)
 * </pre>
 */
package cerb.backup;
