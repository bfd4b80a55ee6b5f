/**
 * The {@code repository:} component.
 *
 * <p>Producers are the steps of one recovery point ({@code begin}, {@code store}, {@code commit}, {@code abandon}), of one checkpoint ({@code update}), a {@code check}, a {@code drill},
 * a {@code forget} and a {@code prune}; and {@code refer}, by which a route hands the rows of its query to the cross-check that asked for them.
 * The recovery point travels as a property of its exchange, which copies made by a split share.
 *
 * <p>The consumer {@code repository:sink} begins the route of a sink. What it sends is a question, in the header {@code CamelRepositoryOperation}, and the store at the
 * route's end answers:
 * <pre>
 * question                              answer
 * put     file, size, hashes, stream    CamelRepositoryStoredBytes, asked after the transfer, or CamelRepositoryStoredMd5, out of its answer
 * get     file                          a body
 * list    prefix                        lines "&lt;bytes&gt; &lt;path&gt;" and their number in CamelRepositoryListed
 * delete  file                          nothing; whether it has gone is asked by a list
 * hash    paths in the body             lines "&lt;SHA-256&gt; &lt;path&gt;" and their number in CamelRepositoryListed; or that it is not supported
 * </pre>
 * The mirror puts and deletes, and {@code RoutedBackend} makes a {@link cerb.backup.backend.Backend} of the five, so that a lost repository is read back through the same
 * route. No question asks for a range, and no answer needs more than what every transfer component of Camel can give.
 */
package cerb.backup.component.repository;
