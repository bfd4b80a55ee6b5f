/** The verb {@code run}, which is the daemon: the routes, the socket that other verbs ask, and what a console may do. */
package cerb.backup.cli.run;
