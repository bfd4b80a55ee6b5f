/**
 * The database server that a drill restores into: one that is given, with a schema that goes at the end, or one that the drill starts in its own directory, by the server program of
 * this machine, reachable by a socket that only its owner sees.
 *
 * <p>The live server is known for what it says of itself, its id and its data, not by its address: a name, a tunnel or a replica's proxy may lead there. It takes a drill's schema
 * only where that is allowed, and the live schema never does.
 */
package cerb.backup.operation.drill.server;
