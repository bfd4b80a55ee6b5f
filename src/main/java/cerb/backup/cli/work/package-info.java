/** What several verbs share: their options, the open repository, the running helpdesk, and the work that is done here or in the daemon. */
package cerb.backup.cli.work;
