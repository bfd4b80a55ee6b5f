package cerb.backup.component.dump;

import cerb.backup.mysql.DatabaseAddress;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code mysql-dump:} component. Its setters are for Camel, before it is started. */
@Component("mysql-dump")
public final class MysqlDumpComponent extends DefaultComponent {
    @Metadata(autowired = true, description = "Server, account and schema; the only bean of this type where none is set")
    private DatabaseAddress address;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MysqlDumpEndpoint endpoint = new MysqlDumpEndpoint(uri, this);
        endpoint.setAction(MysqlDumpAction.of(remaining));
        endpoint.setAddress(address);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Server, account and schema. */
    public DatabaseAddress getAddress() {
        return address;
    }

    /** Sets server, account and schema. */
    public void setAddress(DatabaseAddress address) {
        this.address = address;
    }
}
