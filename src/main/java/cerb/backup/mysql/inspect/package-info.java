/** What a server and a schema say about themselves, for those who judge whether they can be backed up well. Reads and judges nothing else; every answer is bounded. */
package cerb.backup.mysql.inspect;
