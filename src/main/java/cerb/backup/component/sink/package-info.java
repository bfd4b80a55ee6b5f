/**
 * A sink as its route presents it: {@link cerb.backup.component.sink.SinkStore} asks the store at the route's end to put, get, list, delete and, where it can, hash whole files,
 * and takes nothing but the far side's own word for an answer; {@link cerb.backup.component.sink.RoutedBackend} makes a backend of that.
 *
 * <p>Two things are made up for here that no store can be trusted with. A list may be one page and not say so: pages of a thousand entries and more are asked again with
 * longer prefixes. And a store gives whole files only: what readers want ranges of is fetched once and kept for a while.
 */
package cerb.backup.component.sink;
