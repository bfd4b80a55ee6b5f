/** Examinations of this machine and of what is reached from it: secrets, disks, the storage directory, limits of the kernel, sinks. */
package cerb.backup.operation.doctor.machine;
