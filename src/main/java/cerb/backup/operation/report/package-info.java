/**
 * What every operation tells about itself: findings, progress, and errors with their remedy. It imports nothing of ours.
 */
package cerb.backup.operation.report;
