/** The text of a dump as a load sees it: its files, their statements, and which of them are wanted. */
package cerb.backup.mysql.load.script;
