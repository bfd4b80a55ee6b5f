package cerb.backup.component.exchange;

import org.apache.camel.spi.Metadata;

/**
 * Names of headers and exchange properties between routes and the repository. They all begin with {@code CamelRepository}, so that HTTP and other components do not
 * let them in from outside, nor out.
 */
public final class RepositoryConstants {
    @Metadata(label = "consumer", description = "What a sink's store is asked to do: put, get, list or delete; where it can, hash, which is asked for paths in the body, with a blank between each two", javaType = "String")
    public static final String OPERATION = "CamelRepositoryOperation";

    @Metadata(label = "consumer", description = "Path of the file below the repository, such as data/ab/abcd...; for a list the prefix of the paths wanted",
            javaType = "String")
    public static final String FILE = "CamelRepositoryFile";

    @Metadata(label = "consumer", description = "Size of the file to put, in bytes", javaType = "Long")
    public static final String BYTES = "CamelRepositoryBytes";

    @Metadata(label = "consumer", description = "SHA-256 of the file to put, as 64 hexadecimal digits", javaType = "String")
    public static final String SHA256 = "CamelRepositorySha256";

    @Metadata(label = "consumer", description = "MD5 of the file to put, in base64 as Content-MD5 wants it", javaType = "String")
    public static final String MD5 = "CamelRepositoryMd5";

    @Metadata(label = "consumer", description = "The same MD5 as 32 hexadecimal digits, as an ETag has it", javaType = "String")
    public static final String MD5_HEX = "CamelRepositoryMd5Hex";

    @Metadata(label = "consumer", description = "Answer to put: the size that the far side says it has stored, asked after the transfer", javaType = "Long")
    public static final String STORED_BYTES = "CamelRepositoryStoredBytes";

    @Metadata(label = "consumer", description = "Answer to put, where the store can: the SHA-256 that the far side has computed of what it stored", javaType = "String")
    public static final String STORED_SHA256 = "CamelRepositoryStoredSha256";

    @Metadata(label = "consumer", description = "Answer to put, where the far side's acknowledgement holds it: the MD5 that it has computed of what it stored, as 32 hexadecimal digits;"
            + " instead of a size", javaType = "String")
    public static final String STORED_MD5 = "CamelRepositoryStoredMd5";

    @Metadata(label = "consumer", description = "Answer to list and hash: the number of lines in the body; a body without it is not an answer", javaType = "Integer")
    public static final String LISTED = "CamelRepositoryListed";

    @Metadata(label = "consumer", description = "Answer to list, where the store has no pages: whether the body is all there is, however much; else a thousand lines are taken for a page",
            javaType = "Boolean")
    public static final String LISTED_ALL = "CamelRepositoryListedAll";

    @Metadata(label = "consumer", description = "Exchange property that says of a failure that trying again is no use", javaType = "Boolean")
    public static final String PERMANENT = "CamelRepositoryPermanent";

    @Metadata(label = "producer begin", description = "Parts of the recovery point, separated by commas: database, storage; both where absent", javaType = "String")
    public static final String PARTS = "CamelRepositoryParts";

    @Metadata(label = "producer begin", description = "Further tags of the snapshot, separated by commas; none of the program's own", javaType = "String")
    public static final String TAGS = "CamelRepositoryTags";

    @Metadata(label = "producer begin update", description = "How long to wait for another program's exclusive lock, instead of what repository.retry-lock says; of an update only where its body is no batch", javaType = "java.time.Duration")
    public static final String RETRY_LOCK = "CamelRepositoryRetryLock";

    @Metadata(label = "producer begin commit", description = "Asked of the routes cross-check-rows and cross-check-table: the table whose rows are wanted", javaType = "String")
    public static final String TABLE = "CamelRepositoryTable";

    @Metadata(label = "producer begin commit", description = "Asked of the route cross-check-rows: the ids of the rows that are wanted", javaType = "List")
    public static final String ROWS = "CamelRepositoryRows";

    @Metadata(label = "producer commit update", description = "Id of the snapshot that was written; absent where nothing had changed", javaType = "String")
    public static final String SNAPSHOT = "CamelRepositorySnapshot";

    @Metadata(label = "producer commit update forget", description = "Whether something asked for is missing in the snapshot, or could not be read or removed by a forget",
            javaType = "Boolean")
    public static final String INCOMPLETE = "CamelRepositoryIncomplete";

    @Metadata(label = "producer update", description = "Says that what the body named is safe in the repository; without it a storage-watch hands its batch out again",
            javaType = "Boolean")
    public static final String UPDATED = "CamelRepositoryUpdated";

    @Metadata(label = "producer check", description = "Which packs a check reads whole, instead of the endpoint's readData", javaType = "String")
    public static final String READ_DATA = "CamelRepositoryReadData";

    @Metadata(label = "producer check", description = "Whether a check has found anything damaged or missing; the body is its result", javaType = "Boolean")
    public static final String DAMAGED = "CamelRepositoryDamaged";

    @Metadata(label = "producer drill", description = "The sink that a drill restores from, instead of the endpoint's", javaType = "String")
    public static final String FROM = "CamelRepositoryFrom";

    @Metadata(label = "producer drill", description = "Where a drill restores to, instead of what the settings say", javaType = "cerb.backup.operation.drill.DrillOptions")
    public static final String TARGETS = "CamelRepositoryTargets";

    @Metadata(label = "producer drill", description = "How a drill has ended: passed, failed or refused; the body is its report", javaType = "String")
    public static final String OUTCOME = "CamelRepositoryOutcome";

    @Metadata(label = "producer prune", description = "Bytes by which a prune has made the repository smaller, or would; the body is its result", javaType = "Long")
    public static final String FREED_BYTES = "CamelRepositoryFreedBytes";

    @Metadata(label = "producer prune forget", description = "Whether nothing was removed: no pack by a prune in its trial, or no snapshot by a forget with dryRun", javaType = "Boolean")
    public static final String DRY_RUN = "CamelRepositoryDryRun";

    @Metadata(label = "producer forget", description = "How many snapshots a forget has removed, or would in a dry run; the body is its result", javaType = "Integer")
    public static final String REMOVED = "CamelRepositoryRemoved";

    @Metadata(label = "producer forget", description = "How many index files of the repository are not half full: a prune merges them", javaType = "Integer")
    public static final String INDEX_FILES = "CamelRepositoryIndexFiles";

    /** Exchange property: who takes the rows of a cross-check's route, at refer. */
    public static final String REFERRED = "CamelRepositoryReferred";

    /** Exchange property: the recovery point that begin has begun and commit or abandon ends. */
    public static final String RUN = "CamelRepositoryRun";

    /** Exchange property: whether an update has failed in the repository, which has told of it as of a run that left no snapshot. */
    public static final String ABANDONED = "CamelRepositoryAbandoned";

    private RepositoryConstants() {}
}
