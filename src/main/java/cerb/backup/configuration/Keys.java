package cerb.backup.configuration;

import cerb.backup.configuration.value.CalendarSpan;
import cerb.backup.configuration.value.DumpMethod;
import cerb.backup.configuration.value.DurationRange;
import cerb.backup.configuration.value.KeptLocally;
import cerb.backup.configuration.value.PackCompression;
import cerb.backup.configuration.value.Schedule;
import cerb.backup.configuration.value.StorageKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Every key of the configuration, in the order of the shipped file. */
public final class Keys {
    private static final List<Setting<?>> ALL = new ArrayList<>();

    public static final Setting<String> INSTANCE_NAME = key("instance.name", Kind.TEXT, "cerb",
            "Name of this helpdesk: the host of its snapshots, and a label of its metrics.");

    public static final Setting<String> DATABASE_HOST = key("database.host", Kind.TEXT, "127.0.0.1",
            "Host of the MySQL or MariaDB server.");
    public static final Setting<Integer> DATABASE_PORT = key("database.port", Kind.PORT, "3306", "Port of the server.");
    public static final Setting<String> DATABASE_SOCKET = key("database.socket", Kind.TEXT, "", "Unix socket of a server on this machine; it takes the place of host and port.");
    public static final Setting<String> DATABASE_NAME = key("database.name", Kind.TEXT, "cerb", "Schema that holds the helpdesk.");
    public static final Setting<String> DATABASE_USER = key("database.user", Kind.TEXT, "backups", "Account that reads the database.");
    public static final Setting<Path> DATABASE_PASSWORD_FILE = key("database.password-file", Kind.SECRET_FILE, "",
            "File that holds the account's password. Or set DATABASE_PASSWORD; with neither, the account has no password.");
    public static final Setting<String> DATABASE_TLS = key("database.tls", Kind.oneOf("preferred", "required", "verify-ca", "verify-identity", "disabled"), "preferred",
            "Encryption of the connection, in MySQL's words: preferred, required, verify-ca (a certificate of a known authority), verify-identity (for this host) or disabled.");
    public static final Setting<Pattern> DATABASE_INCLUDE = key("database.include", Kind.PATTERN, ".*",
            "Regular expression over whole table names: the tables that are dumped.");
    public static final Setting<Pattern> DATABASE_EXCLUDE = key("database.exclude", Kind.PATTERN, "",
            "Regular expression over whole table names: the tables that are left out altogether.");
    public static final Setting<Boolean> DATABASE_ALLOW_EMPTY = key("database.allow-empty", Kind.FLAG, "false",
            "Whether a schema is backed up that has no tables, has lost more than half of them or all rows since the last dump, is another one than then, or is a Cerb's that has lost its table address, "
            + "message, ticket or worker, or more than nine tenths of the rows that such a table held. With false it is taken for lost, or for the wrong one.");
    public static final Setting<List<String>> DATABASE_STRUCTURE_ONLY = key("database.structure-only", Kind.LIST,
            "devblocks_session,community_session,bot_session,message_html_cache,explorer_set,confirmation_code,context_bulk_update",
            "Tables whose definition is kept without rows: sessions and caches that the helpdesk makes anew. A name may end with *: fulltext_*,search_index_* leave out the search index, which a restored Cerb builds again, in hours to days. With storage.kind=plain the default is empty.");

    public static final Setting<Schedule> DUMP_SCHEDULE = key("dump.schedule", Kind.SCHEDULE, "0 2 * * *",
            "When a recovery point is taken: five fields as in cron, or six with seconds first, and perhaps a time zone such as Europe/Berlin. Empty: never by itself.");
    public static final Setting<Integer> DUMP_PARALLELISM = key("dump.parallelism", Kind.NUMBER, "2",
            "Connections that read tables at the same time.");
    public static final Setting<Duration> DUMP_STALL_LIMIT = key("dump.stall-limit", Kind.DURATION, "200ms",
            "How long a request for read locks on the schema's tables may make writers wait before it is cut off and tried again; "
            + "and how long others may wait behind a DDL that waits for a table without a key to be read, before the dump begins again.");
    public static final Setting<Duration> DUMP_LOCK_TIMEOUT = key("dump.lock-timeout", Kind.DURATION, "10s",
            "How long the dump tries to get its locks. After it, a schema of InnoDB tables alone is read by one session without locks; any other fails.");
    public static final Setting<Duration> DUMP_LAG_LIMIT = key("dump.lag-limit", Kind.DURATION, "1m",
            "How far the server, if it is a replica, may be behind its source before a dump of it is marked incomplete.");
    public static final Setting<Integer> DUMP_RETRIES = key("dump.retries", Kind.NUMBER, "3",
            "How often a dump starts again after a change of a table's definition, a failover, or a restart of the server.");
    public static final Setting<String> DUMP_ON_DDL = key("dump.on-ddl", Kind.oneOf("again", "wait"), "again",
            "What happens when a table's definition changes during the dump: again starts it from a new point in time; wait makes every change on the server wait for the dump's end (MySQL with BACKUP_ADMIN; elsewhere as again).");
    public static final Setting<DumpMethod> DUMP_METHOD = key("dump.method", Kind.oneOf(DumpMethod.class), "sql",
            "How the database is read: sql, over an ordinary connection; or hotcopy, by copying the files of a server on this host while its tables are locked.");
    public static final Setting<Boolean> DUMP_ACCOUNTS = key("dump.accounts", Kind.FLAG, "true",
            "Whether accounts and grants that concern the database are dumped too, with the hashes of their passwords. Needs SELECT on mysql.*.");
    public static final Setting<Duration> HOTCOPY_MAX_LOCK = key("hotcopy.max-lock", Kind.DURATION, "10s",
            "For how long a hot copy may hold up writers. One that would take longer is refused beforehand, and one that does is given up.");
    public static final Setting<Boolean> HOTCOPY_INDICES = key("hotcopy.indices", Kind.FLAG, "true",
            "Whether the indices of MyISAM tables are copied. With false only their headers are, and a restore builds them again.");
    public static final Setting<Path> HOTCOPY_DIRECTORY = key("hotcopy.directory", Kind.PATH, "/backups/hotcopy",
            "Where the copies wait until they are stored; it needs room for the whole schema, for a while. The faster its disk, the shorter the lock.");
    public static final Setting<String> HOTCOPY_DATA_DIRECTORY = key("hotcopy.data-directory", Kind.TEXT, "",
            "Where the server's data directory is seen from here, also for a restore; empty: where the server says (datadir).");

    public static final Setting<StorageKind> STORAGE_KIND = key("storage.kind", Kind.oneOf(StorageKind.class), "cerb",
            "cerb: the directory must look like a Cerb storage. plain: any directory of files, and any application's database.");
    public static final Setting<Path> STORAGE_DIRECTORY = key("storage.directory", Kind.PATH, "/var/www/cerb/storage",
            "Directory that holds the helpdesk's attachments.");
    public static final Setting<List<String>> STORAGE_EXCLUDE = key("storage.exclude", Kind.LIST, "tmp/**",
            "Paths below the storage directory that are not kept; * within a name, ** over directories. With storage.kind=plain the default is empty.");
    public static final Setting<Duration> STORAGE_SETTLE = key("storage.settle", Kind.DURATION, "2s",
            "How long a directory must be quiet before its changes are stored.");
    public static final Setting<Duration> STORAGE_RECONCILE = key("storage.reconcile", Kind.DURATION, "1h",
            "How often the whole directory is walked, whatever the file system has reported.");
    public static final Setting<Boolean> STORAGE_ALLOW_EMPTY = key("storage.allow-empty", Kind.FLAG, "false",
            "Whether an empty storage directory is a state to back up. With false it is taken for one that is not mounted.");
    public static final Setting<Path> STORAGE_KNOWN_LOST = key("storage.known-lost", Kind.PATH, "",
            "File that lists rows whose objects are lost for good, one a line such as attachment 17, or as the id of your own query names it: they are counted, and no longer make each recovery point incomplete. Empty: none.");
    public static final Setting<List<String>> EXTRA_PATHS = key("extra.paths", Kind.LIST, "",
            "Files and directories outside the storage directory that each recovery point holds below /extra: framework.config.php, .env, compose.yaml.");
    public static final Setting<Duration> SNAPSHOT_INTERVAL = key("snapshot.interval", Kind.DURATION, "60s",
            "Least time between two checkpoints while files change all the time.");

    public static final Setting<Path> REPOSITORY_DIRECTORY = key("repository.directory", Kind.PATH, "/backups/repository",
            "Directory of the repository, on another disk than the helpdesk's.");
    public static final Setting<Path> REPOSITORY_PASSWORD_FILE = key("repository.password-file", Kind.SECRET_FILE, "",
            "File that holds the repository's password. Or set REPOSITORY_PASSWORD, RESTIC_PASSWORD_FILE or RESTIC_PASSWORD. Keep a copy elsewhere: without it the backup cannot be read.");
    public static final Setting<KeptLocally> REPOSITORY_KEEP = key("repository.keep", Kind.oneOf(KeptLocally.class), "all",
            "What stays in the local directory: all; or metadata, which drops packs of data there once every sink holds them, and reads them from a sink when they are needed. Needs sinks.");
    public static final Setting<PackCompression> REPOSITORY_COMPRESSION = key("repository.compression", Kind.oneOf(PackCompression.class), "auto",
            "How hard blobs are compressed: auto, max or off.");
    public static final Setting<Long> REPOSITORY_PACK_SIZE = key("repository.pack-size", Kind.sizeWithin("4MiB", "128MiB"), "16MiB",
            "Size at which a pack is complete, from 4MiB to 128MiB.");
    public static final Setting<Duration> REPOSITORY_RETRY_LOCK = key("repository.retry-lock", Kind.DURATION, "1h",
            "How long a dump, a checkpoint, a retention and the scheduled check wait for another program's exclusive lock, such as restic check's, before they fail. 0s: not at all.");
    public static final Setting<FreeSpace> REPOSITORY_MINIMUM_FREE = key("repository.minimum-free", Kind.FREE_SPACE, "10%",
            "Share of the repository's disk, or a size, that must stay free: below it nothing new is stored.");
    public static final Setting<Integer> ENGINE_THREADS = key("engine.threads", Kind.THREADS, "half",
            "Threads that read files, compress and encrypt, and as many that restore and check: half (of the cores) or a number.");
    public static final Setting<String> ENGINE_PRIORITY = key("engine.priority", Kind.oneOf("low", "normal"), "low",
            "How backup and check compete with the helpdesk: low (their threads run with nice 10, which counts at the disk as well) or normal.");
    public static final Setting<Long> ENGINE_BUFFER_MEMORY = key("engine.buffer-memory", Kind.SIZE, "24MiB",
            "Memory for blobs of the database that wait for a thread; the dump waits when it is full.");
    public static final Setting<Integer> ENGINE_PACKS_IN_FLIGHT = key("engine.packs-in-flight", Kind.NUMBER, "2",
            "Packs that are written at the same time. Each of them, and three that are being filled, has repository.pack-size in memory.");
    public static final Setting<Long> ENGINE_TREE_CACHE = key("engine.tree-cache", Kind.SIZE, "16MiB",
            "Memory for directories of snapshots that were read last.");

    public static final Setting<Integer> RETENTION_KEEP_LAST = key("retention.keep-last", Kind.COUNT, "0",
            "So many of the newest snapshots stay, and so many complete recovery points, whenever they were taken; a number, or unlimited.");
    public static final Setting<CalendarSpan> RETENTION_KEEP_WITHIN = key("retention.keep-within", Kind.CALENDAR_SPAN, "1h",
            "Snapshots stay for so long, reckoned from the newest: y, m (months), w, d, h, min, s, as in 1y6m. Empty or 0: this keeps none.");
    public static final Setting<Integer> RETENTION_KEEP_HOURLY = key("retention.keep-hourly", Kind.COUNT, "48",
            "Of so many hours that have one, the last snapshot stays, and the last complete recovery point; a number, or unlimited.");
    public static final Setting<Integer> RETENTION_KEEP_DAILY = key("retention.keep-daily", Kind.COUNT, "30", "The same of so many days.");
    public static final Setting<Integer> RETENTION_KEEP_WEEKLY = key("retention.keep-weekly", Kind.COUNT, "12", "The same of so many weeks.");
    public static final Setting<Integer> RETENTION_KEEP_MONTHLY = key("retention.keep-monthly", Kind.COUNT, "12", "The same of so many months.");
    public static final Setting<Integer> RETENTION_KEEP_YEARLY = key("retention.keep-yearly", Kind.COUNT, "0", "The same of so many years.");
    public static final Setting<CalendarSpan> RETENTION_KEEP_WITHIN_HOURLY = key("retention.keep-within-hourly", Kind.CALENDAR_SPAN, "",
            "Of each hour the last snapshot stays for so long, and the last complete recovery point, as many hours as that may be: a length of time as retention.keep-within.");
    public static final Setting<CalendarSpan> RETENTION_KEEP_WITHIN_DAILY = key("retention.keep-within-daily", Kind.CALENDAR_SPAN, "", "The same of each day.");
    public static final Setting<CalendarSpan> RETENTION_KEEP_WITHIN_WEEKLY = key("retention.keep-within-weekly", Kind.CALENDAR_SPAN, "", "The same of each week.");
    public static final Setting<CalendarSpan> RETENTION_KEEP_WITHIN_MONTHLY = key("retention.keep-within-monthly", Kind.CALENDAR_SPAN, "", "The same of each month.");
    public static final Setting<CalendarSpan> RETENTION_KEEP_WITHIN_YEARLY = key("retention.keep-within-yearly", Kind.CALENDAR_SPAN, "", "The same of each year.");
    public static final Setting<List<String>> RETENTION_KEEP_TAGS = key("retention.keep-tags", Kind.LIST, "",
            "Snapshots with one of these tags stay for ever, as those do in any case that were taken by backup --tag pinned.");
    public static final Setting<Integer> RETENTION_MOST_SNAPSHOTS = key("retention.most-snapshots", Kind.POSITIVE, "400",
            "No more snapshots stay than this, whatever the other keys say: the checkpoints that are no hour's, day's, week's or month's go first, then the oldest others.");
    public static final Setting<Schedule> RETENTION_SCHEDULE = key("retention.schedule", Kind.SCHEDULE, "23 * * * *",
            "When snapshots are forgotten that need not stay: a schedule as dump.schedule. Empty: never by itself.");

    public static final Setting<List<String>> SINKS = key("sinks", Kind.LIST, "",
            "Off-site destinations, each the name of a sink route, such as offsite. Empty: there is no off-site copy, and status says so.");
    public static final Setting<Integer> SINK_RETRIES = key("sink.<name>.retries", Kind.NUMBER, "4",
            "How often a passing failure is tried again at once; an outage is waited for without an end. This and every other key of a sink is one of all sinks as sink.default.*.");
    public static final Setting<DurationRange> SINK_BACKOFF = key("sink.<name>.backoff", Kind.DURATIONS, "1s..5m",
            "First and longest delay between such attempts, and after a pass that has failed.");
    public static final Setting<Long> SINK_BANDWIDTH = key("sink.<name>.bandwidth", Kind.SIZE, "0",
            "Bytes a second that all uploads of the sink together may take, such as 2MiB; 0: as many as the line carries.");
    public static final Setting<String> SINK_BUCKET = key("sink.<name>.bucket", Kind.TEXT, "", "Bucket of an S3 store. It must exist.");
    public static final Setting<String> SINK_PREFIX = key("sink.<name>.prefix", Kind.TEXT, "", "Prefix of every key in the bucket, ending in a slash.");
    public static final Setting<String> SINK_REGION = key("sink.<name>.region", Kind.TEXT, "",
            "Region of the bucket; else AWS_REGION or AWS_DEFAULT_REGION, else us-east-1.");
    public static final Setting<String> SINK_ENDPOINT = key("sink.<name>.endpoint", Kind.TEXT, "",
            "URL of an S3-compatible server; empty: Amazon's own.");
    public static final Setting<String> SINK_PATH_STYLE = key("sink.<name>.path-style", Kind.oneOf("auto", "always", "never"), "auto",
            "Whether the bucket stands in the path of URLs, as most servers other than Amazon's want it: auto, always or never.");
    public static final Setting<Path> SINK_ACCESS_KEY_FILE = key("sink.<name>.access-key-file", Kind.SECRET_FILE, "",
            "File that holds the access key, read again for each request; else AWS_ACCESS_KEY_ID, else Amazon's chain: profile, container, instance.");
    public static final Setting<Path> SINK_SECRET_KEY_FILE = key("sink.<name>.secret-key-file", Kind.SECRET_FILE, "",
            "File that holds the secret key; else AWS_SECRET_ACCESS_KEY.");
    public static final Setting<String> SINK_HOST = key("sink.<name>.host", Kind.TEXT, "", "Name or address of an SSH server.");
    public static final Setting<Integer> SINK_PORT = key("sink.<name>.port", Kind.PORT, "22", "Port of the SSH server.");
    public static final Setting<String> SINK_USER = key("sink.<name>.user", Kind.TEXT, "", "Account at the SSH server.");
    public static final Setting<String> SINK_DIRECTORY = key("sink.<name>.directory", Kind.TEXT, "",
            "Directory of the repository, at the SSH server or on a second disk. It must exist: make it once, below the place where the disk is mounted, so that it is missing while the disk is.");
    public static final Setting<Path> SINK_KNOWN_HOSTS = key("sink.<name>.known-hosts", Kind.PATH, "",
            "File with the key of the SSH server, in OpenSSH's form. A server with any other key is refused.");
    public static final Setting<Path> SINK_PRIVATE_KEY_FILE = key("sink.<name>.private-key-file", Kind.SECRET_FILE, "",
            "File with the private key of the account at the SSH server.");
    public static final Setting<Path> SINK_PRIVATE_KEY_PASSPHRASE_FILE = key("sink.<name>.private-key-passphrase-file", Kind.SECRET_FILE, "",
            "File that holds the passphrase of the private key, if it has one.");
    public static final Setting<Boolean> SINK_SHELL = key("sink.<name>.shell", Kind.FLAG, "true",
            "Whether the SSH server runs commands (sync, sha256sum and timeout): then it says itself what it has stored. With false it needs SFTP alone.");
    public static final Setting<Path> SINK_SESSION_TOKEN_FILE = key("sink.<name>.session-token-file", Kind.SECRET_FILE, "",
            "File that holds the session token of temporary keys; else AWS_SESSION_TOKEN, for keys of the environment alone.");
    public static final Setting<String> SINK_STORAGE_CLASS = key("sink.<name>.storage-class", Kind.TEXT, "STANDARD",
            "Storage class of data packs of 1 MiB and more, such as STANDARD_IA; everything else is read too often for any but STANDARD. None that must be thawed.");
    public static final Setting<String> SINK_ENCRYPTION = key("sink.<name>.encryption", Kind.oneOf("AES256", "aws:kms"), "",
            "Server-side encryption to ask for, AES256 or aws:kms, beside the repository's own; empty: as the bucket has it.");
    public static final Setting<String> SINK_KMS_KEY = key("sink.<name>.kms-key", Kind.TEXT, "", "Key of aws:kms; empty: the account's own.");
    public static final Setting<String> SINK_OBJECT_LOCK_MODE = key("sink.<name>.object-lock-mode", Kind.oneOf("governance", "compliance"), "",
            "Has every file but locks retained in a bucket with Object Lock: governance or compliance. Prunes wait until that has ended.");
    public static final Setting<Integer> SINK_OBJECT_LOCK_DAYS = key("sink.<name>.object-lock-days", Kind.POSITIVE, "30",
            "For how many days from its upload a file is retained.");
    public static final Setting<Duration> SINK_VERIFY = key("sink.<name>.verify", Kind.DURATION, "24h",
            "How often everything at the sink is listed and compared, beside after each start and error.");
    public static final Setting<Duration> SINK_MOST_DELAY = key("sink.<name>.most-delay", Kind.DURATION, "2h",
            "How long the sink may confirm none of the files that wait for it, or fail all the time, before readiness is down.");
    public static final Setting<Boolean> SINK_DELETE = key("sink.<name>.delete", Kind.FLAG, "true",
            "Whether what forget, prune and key remove goes at the sink, too, a day later. With false everything stays there for ever.");

    public static final Setting<Schedule> PRUNE_SCHEDULE = key("prune.schedule", Kind.SCHEDULE, "40 3 * * *",
            "When what no snapshot needs any longer is removed: a schedule as dump.schedule. Empty: only by the verb prune.");
    public static final Setting<Duration> PRUNE_TRIAL = key("prune.trial", Kind.DURATION, "7d",
            "How long, from the first scheduled prune on, a scheduled prune only reports what it would remove; index files it merges, since that takes nothing away. The verb prune removes at once.");
    public static final Setting<Duration> PRUNE_GRACE = key("prune.grace", Kind.DURATION, "1d",
            "How long a pack that no index names must have been known before it is removed: it may belong to a program whose locks are not seen.");
    public static final Setting<Integer> PRUNE_MAX_UNUSED = key("prune.max-unused", Kind.SHARE, "5%",
            "Share of the needed bytes that unneeded ones may make up in packs that are kept, so that not every pack is copied each time.");
    public static final Setting<Integer> PRUNE_MOST_SMALL = key("prune.most-small", Kind.NUMBER, "200",
            "How many small packs of a kind, and index files, are left alone; more are merged.");

    public static final Setting<Schedule> CHECK_SCHEDULE = key("check.schedule", Kind.SCHEDULE, "",
            "When the repository is checked, its structure and a tenth of its packs, another each time: a schedule as dump.schedule. Empty: never by itself.");

    public static final Setting<Path> ROUTES_DIRECTORY = key("routes.directory", Kind.PATH, "",
            "Directory of your own *.camel.yaml, and of kamelets in kamelets below it. A file there takes the place of the shipped one of the same name; any other is loaded beside them.");
    public static final Setting<Boolean> ROUTES_RELOAD = key("routes.reload", Kind.FLAG, "false",
            "Whether the daemon takes over what changes in routes.directory while it runs. What is wrong is logged with file and line, and changes nothing.");

    public static final Setting<Path> ALERT_WEBHOOK_FILE = key("alert.webhook-file", Kind.SECRET_FILE, "",
            "File that holds the URL to which each alert is posted as JSON; whoever knows the URL can post there. Or set ALERT_WEBHOOK. Empty: none.");
    public static final Setting<List<String>> ALERT_MAIL_TO = key("alert.mail-to", Kind.LIST, "",
            "Addresses to which each alert is mailed. Needs alert.mail-from and alert.smtp-host. Empty: none.");
    public static final Setting<String> ALERT_MAIL_FROM = key("alert.mail-from", Kind.TEXT, "", "Address that such a mail comes from.");
    public static final Setting<String> ALERT_SMTP_HOST = key("alert.smtp-host", Kind.TEXT, "", "Mail server that takes the mails.");
    public static final Setting<Integer> ALERT_SMTP_PORT = key("alert.smtp-port", Kind.PORT, "587", "Its port: 587 with starttls, 465 with implicit, 25 with none are usual.");
    public static final Setting<String> ALERT_SMTP_TLS = key("alert.smtp-tls", Kind.oneOf("starttls", "implicit", "none"), "starttls",
            "Encryption of the connection: starttls, which is demanded and not only asked for; implicit, from the first byte on; or none. The server's certificate must be of a known authority and for this host.");
    public static final Setting<String> ALERT_SMTP_USER = key("alert.smtp-user", Kind.TEXT, "", "Account at the mail server; empty: it asks for none.");
    public static final Setting<Path> ALERT_SMTP_PASSWORD_FILE = key("alert.smtp-password-file", Kind.SECRET_FILE, "",
            "File that holds the password of this account. Or set ALERT_SMTP_PASSWORD.");
    public static final Setting<Path> ALERT_HEARTBEAT_FILE = key("alert.heartbeat-file", Kind.SECRET_FILE, "",
            "File that holds the URL of a service that raises the alarm when it hears nothing: URL/start is asked when a recovery point begins, URL when it was taken, URL/fail when not. Or set ALERT_HEARTBEAT. Empty: none.");
    public static final Setting<Duration> ALERT_SETTLE = key("alert.settle", Kind.DURATION, "1m",
            "How long a problem must last before it is told of, and be over before that is told.");
    public static final Setting<Duration> ALERT_REMIND = key("alert.remind", Kind.DURATION, "6h", "Time between two alerts of a problem that lasts.");
    public static final Setting<Boolean> ALERT_NAMES = key("alert.names", Kind.FLAG, "false",
            "Whether alerts carry the texts of errors, in which names of files, tables and hosts can stand. With false status on this host says them.");

    public static final Setting<Schedule> DRILL_SCHEDULE = key("drill.schedule", Kind.SCHEDULE, "",
            "When a restore is rehearsed: a schedule as dump.schedule, such as 0 4 * * 0. Each sink in turn; without sinks, the local repository. Empty: never by itself.");
    public static final Setting<Path> DRILL_DIRECTORY = key("drill.directory", Kind.PATH, "/backups/drill",
            "Where a drill restores to, in a directory of its own that goes at its end. It needs room for the whole storage, and for the database where the drill starts a server.");
    public static final Setting<String> DRILL_DATABASE_HOST = key("drill.database.host", Kind.TEXT, "",
            "Host of a server that takes a schema for the time of a drill, never the live one. Empty: the drill starts a server of its own in its directory, where mysqld or mariadbd is installed.");
    public static final Setting<Integer> DRILL_DATABASE_PORT = key("drill.database.port", Kind.PORT, "3306", "Port of that server.");
    public static final Setting<String> DRILL_DATABASE_SOCKET = key("drill.database.socket", Kind.TEXT, "", "Unix socket of that server, in the place of host and port.");
    public static final Setting<String> DRILL_DATABASE_USER = key("drill.database.user", Kind.TEXT, "",
            "Account that may make and drop schemas there, such as one with ALL on `%_drill_%`.*; empty: database.user, with its password.");
    public static final Setting<Path> DRILL_DATABASE_PASSWORD_FILE = key("drill.database.password-file", Kind.SECRET_FILE, "",
            "File that holds that account's password. Or set DRILL_DATABASE_PASSWORD.");
    public static final Setting<Boolean> DRILL_DATABASE_LIVE = key("drill.database.live", Kind.FLAG, "false",
            "Whether a drill may make its schema on the live server, beside the live one. It takes disk, memory and time there.");
    public static final Setting<Path> DRILL_ASSERTIONS = key("drill.assertions", Kind.PATH, "",
            "File of queries that have to hold in the restored database: for each a line with -- and its name, then the query, which ends a line with ; and has to answer one number other than 0.");

    public static final Setting<String> LOG_FORMAT = key("log.format", Kind.oneOf("text", "json"), "text",
            "How the daemon logs, to standard error: text for people, or json, an object a line. As LOG_FORMAT in the environment it holds for what goes wrong in this file, too.");

    public static final Setting<String> MANAGEMENT_ADDRESS = key("management.address", Kind.TEXT, "127.0.0.1",
            "Address on which health and metrics are served. They have no password: keep it local or behind a firewall.");
    public static final Setting<Integer> MANAGEMENT_PORT = key("management.port", Kind.PORT, "9876",
            "Port on which health and metrics are served.");

    /** Keys that are planned; to set one is an error that says so. */
    static final List<String> NOT_BUILT_YET = List.of("dump.jitter", "binlog.window", "storage.read-bandwidth");

    /** Keys whose defaults name what Cerb can do without. */
    static final Set<Setting<?>> DEFAULTS_OF_CERB = Set.of(DATABASE_STRUCTURE_ONLY, STORAGE_EXCLUDE);

    private Keys() {}

    /** All keys, in the order of the shipped file; those of sinks with {@code <name>} in the place of the sink. */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    private static <T> Setting<T> key(String name, Kind<T> kind, String defaultText, String description) {
        Setting<T> setting = new Setting<>(name, kind, defaultText, description);
        ALL.add(setting);
        return setting;
    }
}
