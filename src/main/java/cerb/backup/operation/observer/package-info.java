/**
 * What operations tell while they work, and what they come to: stages, progress, results. Every operation imports this, and this none of them, so that whoever only shows or counts
 * what happens needs to know no operation.
 */
package cerb.backup.operation.observer;
