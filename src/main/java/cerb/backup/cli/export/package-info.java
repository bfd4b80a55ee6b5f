/** The verb {@code export}: copies the repository to volumes and verifies them. It reads beside a running daemon, under a shared lock. */
package cerb.backup.cli.export;
