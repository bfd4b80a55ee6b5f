/**
 * What every operation tells about itself: findings, progress, and errors with their remedy. It imports no other package of operation.
 */
package cerb.backup.operation.report;
