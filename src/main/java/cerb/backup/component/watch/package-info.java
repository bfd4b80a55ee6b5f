/**
 * The {@code storage-watch:} component: a route begins here for each batch of directories in which something has changed.
 *
 * <p>One batch is under way at a time. It is forgotten only when its exchange ended without an exception <em>and</em> somebody said that its content is safe, by the header
 * {@code CamelRepositoryUpdated}, as {@code repository:update} does: a filter, a stop or a handled error end an exchange without an exception, too. Any other batch comes
 * again, merged with what has changed since.
 */
package cerb.backup.component.watch;
