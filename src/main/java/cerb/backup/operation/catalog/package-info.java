/**
 * {@code /catalog}: the rows that say which objects there are, as lines of JSON, so that a deleted attachment is found without loading a dump, and without us
 * ({@code restic dump latest /catalog/attachment.jsonl}).
 *
 * <p>It is made of the dump's own rows while they are read, so it is of the dump's point in time and costs no query. There is a file for each part of a
 * table's rows, and it has that part's name: the row of a line in {@code /catalog/attachment.0000000042.jsonl} stands in
 * {@code /database/<schema>/data/attachment.0000000042.sql}.
 *
 * <pre>
 * attachment           {"id":7,"name":"scan 7.pdf","mime_type":"application/pdf","updated":1704067200,
 *                       "size":1234,"sha1":"da39...","engine":"devblocks.storage.engine.disk","profile":0,"key":"8/q/7"}
 * attachment_link      {"attachment_id":7,"context":"cerberusweb.contexts.message","context_id":99}
 * message              {"id":..,"ticket_id":..,"created_date":..,"size":..,"engine":..,"profile":..,"key":..}
 * context_avatar       {"id":..,"context":..,"context_id":..,"content_type":..,"updated_at":..,"size":..,"engine":..,"profile":..,"key":..}
 * resource             {"id":..,"name":..,"updated_at":..,"size":..,"engine":..,"profile":..,"key":..}
 * automation_resource  {"id":..,"name":..,"mime_type":..,"updated_at":..,"size":..,"engine":..,"profile":..,"key":..}
 * record_changeset     {"id":..,"record_type":..,"record_id":..,"record_key":..,"created_at":..,"size":..,"sha1":..,"engine":..,"profile":..,"key":..}
 * </pre>
 * One object a line, UTF-8, fields in this order; numbers as numbers; a field whose column is NULL, or which the version of Cerb does not have, is left out.
 * Within a file lines are in the order of the primary key, and so are the files of a table by their borders. An object on disk lies at
 * {@code /storage/<namespace>/<key>}, the namespace as {@link cerb.backup.cerb.ObjectTable} has it. A helpdesk without one of the tables has no file of it.
 *
 * <p>Files are cut into blobs behind lines whose keys say so, and nothing else does: a row that is new, changed or gone costs one blob.
 */
package cerb.backup.operation.catalog;
