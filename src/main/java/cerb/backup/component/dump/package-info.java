/**
 * The {@code mysql-dump:} component: a dump of one schema at one point in time.
 *
 * <p>{@code open} takes the point in time and puts the lazy plan of the dump in the body, {@code read} replaces a part of the plan by the stream of its text, {@code close}
 * lets go of the server. The open dump travels as a property of its exchange, which copies made by a split share, so that parts are read by as many threads as the dump
 * has connections. {@code stream} is all three in one: the whole dump as one stream, which ends without an error only if the dump is whole.
 *
 * <p>Beside it, the database that the settings mean for the queries in routes: {@link cerb.backup.component.dump.DatabaseSource}.
 */
package cerb.backup.component.dump;
