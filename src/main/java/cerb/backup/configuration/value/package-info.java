/** Values as people write them: lengths of time, sizes, schedules, numbers of things. */
package cerb.backup.configuration.value;
