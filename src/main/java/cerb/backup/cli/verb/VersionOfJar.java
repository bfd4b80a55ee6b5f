package cerb.backup.cli.verb;

import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
final class VersionOfJar implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionOfJar.class.getPackage().getImplementationVersion();
        return new String[] {"cerb-backup " + (version == null ? "(not packaged)" : version)};
    }
}
