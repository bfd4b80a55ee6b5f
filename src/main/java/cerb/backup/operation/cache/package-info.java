/**
 * The local repository as a cache ({@code repository.keep=metadata}): config, keys, index, snapshots and packs of trees stay, packs of data are
 * dropped once the sinks hold them, and are read from there when they are needed again.
 *
 * <pre>
 * Dropping               a pack goes here once every sink has confirmed it, and an index file that names it
 * AwayPacks              what has gone here and is at the sinks: the file NOT-A-FULL-REPOSITORY
 * ReadThroughBackend     local files, and for packs that are away whatever a sink has of them
 * ReadThroughRepository  the same for who changes nothing
 * SinkCopies             asks the sinks: for one pack, or which they have of all
 * IndexReturn            brings back an index that another program has emptied
 * </pre>
 *
 * <p>To all who ask the backend, a pack that is away is there: it is listed with its size, so that check, prune, the mirrors and the trust in packs
 * need not know where a pack lies. It is in the list of {@link cerb.backup.operation.cache.AwayPacks}, on the disk, before it goes from here; so
 * whatever moment the program is killed at, there is at worst a pack in both places. That list, and no listing of a sink, says that a pack is not
 * lost: backups go on while every sink is away. A pack that no sink has any more counts as missing until one has it again, over
 * restarts, too, and what the source still has of it is stored again by the next run. Only a sink that has our config can say that it has a pack not: an empty place
 * is a disk that is not mounted or a mistyped name, and where packs are kept there alone no mirror begins anew there.
 *
 * <p>An index file is what makes the packs at the sinks worth anything, and another program's {@code repair index} empties it, since it takes for
 * lost what is not here. Each pack that is away was named by the index when it went, and leaves the list when a prune of ours removes it: so a pack
 * in the list that no index names, and no removal record, proves that entries were lost. Then nothing is stored, pruned, or sent to any sink.
 *
 * <p>Packs that hold what every run reads (the manifest of the newest snapshot and of the newest recovery point) stay here, too, or are brought
 * back.
 */
package cerb.backup.operation.cache;
