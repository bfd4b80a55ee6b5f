/** Reads a schema's definition from its server: tables, views, programs. Throws where a privilege hides what is there; what is left out on purpose is told. */
package cerb.backup.mysql.schema.read;
