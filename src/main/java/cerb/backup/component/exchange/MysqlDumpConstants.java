package cerb.backup.component.exchange;

import org.apache.camel.spi.Metadata;

/** Names of headers and exchange properties of the dump. */
public final class MysqlDumpConstants {
    @Metadata(label = "producer", description = "Schema that is dumped, instead of the configured one", javaType = "String")
    public static final String DATABASE = "CamelMysqlDumpDatabase";

    @Metadata(label = "producer", description = "After read: path of the part inside the dump, such as cerb/data/ticket.sql", javaType = "String")
    public static final String PATH = "CamelMysqlDumpPath";

    /** Exchange property: the {@link cerb.backup.mysql.dump.report.DumpPart} whose text the body is. */
    public static final String PART = "CamelMysqlDumpPart";

    /** Exchange property: the open {@link cerb.backup.mysql.dump.RunningDump}. */
    public static final String DUMP = "CamelMysqlDump";

    /** Exchange property: whether this exchange has begun to open a dump before. */
    public static final String OPENED = "CamelMysqlDumpOpened";

    private MysqlDumpConstants() {}
}
