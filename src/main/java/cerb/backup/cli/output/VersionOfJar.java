package cerb.backup.cli.output;

import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
public final class VersionOfJar implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionOfJar.class.getPackage().getImplementationVersion();
        return new String[] {"cerb-backup " + (version == null ? "(not packaged)" : version)};
    }
}
