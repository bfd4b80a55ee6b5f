/**
 * What every operation tells about itself: findings, progress, and errors with their remedy. It imports no other package of operation, and of other rooms the exceptions that are
 * meant for people.
 */
package cerb.backup.operation.report;
