/**
 * The files outside of packs: index, snapshot and lock files (sealed and compressed JSON, named by their hash) and the configuration
 * (sealed JSON under a fixed name). What is read is what was saved, or an error; what is saved was read back from its sealed bytes first.
 */
package cerb.backup.repository.file;
