/** Examinations of the database: the account, the server's settings, the schema's tables. Each asks the server in its own session's schema and judges the answer. */
package cerb.backup.operation.doctor.database;
