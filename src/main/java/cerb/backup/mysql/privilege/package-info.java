/** What an account may do, as its grants say: privileges, the patterns of schemas that they are of, and the names of accounts. */
package cerb.backup.mysql.privilege;
