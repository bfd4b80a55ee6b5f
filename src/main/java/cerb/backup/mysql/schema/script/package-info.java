/**
 * A schema's definitions written out as SQL that the server's own client runs: {@code schema.sql} with tables, sequences and stand-ins for views, to be run first, and
 * {@code post.sql} with views in the order in which they need each other, triggers, routines and events, to be run when the rows are there.
 */
package cerb.backup.mysql.schema.script;
