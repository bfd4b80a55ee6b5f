/**
 * What a backup will take: first size, growth, disk, requests, the time of a restore. Measured where it can be: the server's own sizes, a walk of the storage directory bounded
 * in time, a compressed sample of rows and files, and, once there are some, the snapshots of the repository. Each number says what it rests on.
 */
package cerb.backup.operation.doctor.estimate;
