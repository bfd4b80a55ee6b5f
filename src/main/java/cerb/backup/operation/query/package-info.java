/**
 * What can be asked of a repository without writing to it: which snapshots there are, what they hold, what a file says. The results are
 * records whose components are the fields of the JSON that the command line prints.
 */
package cerb.backup.operation.query;
