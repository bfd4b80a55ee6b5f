/** Values as people write them: lengths of time, sizes, schedules, words of closed sets, numbers of things. */
package cerb.backup.configuration.value;
