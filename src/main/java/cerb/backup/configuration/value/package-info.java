/** Values as people write them: lengths of time, sizes, schedules. */
package cerb.backup.configuration.value;
