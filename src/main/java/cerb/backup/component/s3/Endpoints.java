package cerb.backup.component.s3;

import cerb.backup.configuration.ConfigurationException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The URLs of S3 servers: which of them may be asked, and how they want a bucket addressed. */
public final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    /** Where clouds hand out an instance's own keys under an address that is not link-local (Amazon over IPv6, Alibaba). */
    private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200");
    /** Amazon, Alibaba and Tencent want the bucket in the host's name. */
    private static final String WITH_BUCKET_IN_HOST = ".*\\.(amazonaws\\.com(\\.cn)?|aliyuncs\\.com|myqcloud\\.com)";

    private Endpoints() {}

    /**
     * Reads an endpoint, and notes in the log if it is asked without encryption. A host that cannot be found now is not refused: it may be away.
     *
     * @throws ConfigurationException if it is not {@code http://} or {@code https://} with a host, holds an account, or leads to a link-local address or a cloud's
     *     metadata service, which would get what is signed with our keys
     */
    static URI check(String endpoint) {
        URI server = parse(endpoint);
        if (isMetadataService(server.getHost())) {
            throw new ConfigurationException("the endpoint " + endpoint + " leads to a link-local address or a cloud's metadata service", "Set the endpoint of the sink to the URL of an S3 server.");
        }
        if (isUnencrypted(endpoint)) {
            LOG.info("the store at {} is asked without encryption: contents are encrypted by themselves, names and sizes are seen on the way", endpoint);
        }
        return server;
    }

    private static URI parse(String endpoint) {
        try {
            URI server = new URI(endpoint);
            if (server.getHost() != null && server.getUserInfo() == null && ("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
                return server;
            }
        } catch (URISyntaxException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    /** Without the text: it may hold a password. */
    private static ConfigurationException refused(URISyntaxException e) {
        return new ConfigurationException("the endpoint of a sink is not a URL such as https://s3.example.org", "Correct sink.<name>.endpoint; keys do not belong into it.", e);
    }

    /** Whether an endpoint is asked over plain HTTP. */
    public static boolean isUnencrypted(String endpoint) {
        return endpoint.toLowerCase(Locale.ROOT).startsWith("http://");
    }

    private static boolean isMetadataService(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Most servers other than Amazon's want the bucket in the path. */
    static boolean wantsPathStyle(URI server, String said) {
        return said.equals("always") || !said.equals("never") && !server.getHost().toLowerCase(Locale.ROOT).matches(WITH_BUCKET_IN_HOST);
    }
}
