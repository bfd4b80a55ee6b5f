/** Sessions over a Unix socket, which the driver does not know of itself. */
package cerb.backup.mysql.socket;
