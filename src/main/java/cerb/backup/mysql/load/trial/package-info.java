/** What is found out about a load before it changes anything: whether the server can hold each definition, and take the longest statement. */
package cerb.backup.mysql.load.trial;
