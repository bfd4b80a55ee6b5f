/** What several verbs share: their options, the work that is done here or in the daemon, and words about it. */
package cerb.backup.cli.work;
