/**
 * Whether each row that refers to an object finds it in the recovery point.
 */
package cerb.backup.operation.crosscheck;
