package cerb.backup;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads everything that a Java process shows over JMX: each attribute of each MBean, Camel's dumps of its routes, and the machine's own words and properties. */
final class RemoteBeans {
    private static final List<String> OF_THE_MACHINE = List.of("vmCommandLine", "vmSystemProperties", "vmFlags");

    private RemoteBeans() {}

    static void look(long pid, Canaries canaries) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            machine.getSystemProperties().forEach((name, value) -> canaries.look("system property " + name, String.valueOf(value)));
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            for (ObjectName name : beans.queryNames(null, null)) {
                attributes(beans, name, canaries);
            }
            for (ObjectName context : beans.queryNames(new ObjectName("org.apache.camel:type=context,*"), null)) {
                for (String dump : List.of("dumpRoutesAsXml", "dumpRoutesAsYaml")) {
                    canaries.look(dump, dump(beans, context, dump));
                }
            }
            for (String command : OF_THE_MACHINE) {
                canaries.look(command, String.valueOf(beans.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), command,
                        command.equals("vmFlags") ? new Object[] {new String[0]} : new Object[0], command.equals("vmFlags") ? new String[] {String[].class.getName()} : new String[0])));
            }
        } finally {
            machine.detach();
        }
    }

    /** Camel cannot write every route as YAML; then its words are looked into. */
    private static String dump(MBeanServerConnection beans, ObjectName context, String operation) throws Exception {
        try {
            return String.valueOf(beans.invoke(context, operation, new Object[] {true}, new String[] {"boolean"}));
        } catch (JMException e) {
            return e + " " + e.getCause();
        }
    }

    private static void attributes(MBeanServerConnection beans, ObjectName name, Canaries canaries) throws Exception {
        canaries.look("MBean", name.toString());
        for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
            String where = name + " " + attribute.getName();
            try {
                Object value = beans.getAttribute(name, attribute.getName());
                canaries.look(where, value instanceof Object[] values ? Arrays.deepToString(values) : String.valueOf(value));
            } catch (JMException | RuntimeException e) {
                canaries.look(where, String.valueOf(e));
            }
        }
    }
}
