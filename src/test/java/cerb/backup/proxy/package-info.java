/**
 * A proxy in front of a real S3 server, for tests: {@link cerb.backup.proxy.FaultyProxy} counts requests by kind and gives some of them a
 * {@link cerb.backup.proxy.Fault}. Bodies are held in memory, as test repositories are small.
 */
package cerb.backup.proxy;
