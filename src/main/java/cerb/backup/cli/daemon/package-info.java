/**
 * How the verbs talk to a running daemon of the same repository and host.
 *
 * <p>Protocol, version 1: a Unix domain socket that only its owner (and root) may use, one request a connection, one JSON object a line, UTF-8, no line longer than 1 MiB.
 * <pre>
 * to the daemon     {"version":1,"verb":"backup","arguments":{...}}
 * from the daemon   {"event":"stage","stage":"DATABASE"}
 *                   {"event":"progress","stage":"DATABASE","done_files":3,"total_files":9,"done_bytes":1,"total_bytes":2}
 *                   {"event":"sink","sink":"offsite","done_files":3,"total_files":9,"done_bytes":1,"total_bytes":2}
 *                   {"event":"finding","severity":"NOTE","subject":"...","message":"...","remedy":"..."}
 *                   {"event":"result","exit":0,"result":{...}}                       the last line, or
 *                   {"event":"error","exit":1,"message":"...","remedy":"..."}        the last line
 * </pre>
 * Unknown fields and events are ignored; an unknown version or verb is an error, and so is a client of another user, or one too many, which need not have been read. While the daemon starts it answers {@code status}, and other requests wait. The daemon goes on with its work when the client goes away, but for work
 * that only tells the client something. A client that reads slowly
 * loses progress lines, never the last line, and never slows the work.
 */
package cerb.backup.cli.daemon;
