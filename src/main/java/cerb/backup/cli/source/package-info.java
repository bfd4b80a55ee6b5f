/**
 * Where a reading verb reads from: the local repository or, after {@code --from}, a sink of the configuration, or a place in restic's spelling that no configuration names.
 *
 * <pre>
 * (nothing)                     the local repository
 * offsite                       the sink's own route, started without its mirror
 * /path, local:/path            a directory, read as the local repository is
 * s3:..., sftp:...              {@link cerb.backup.cli.source.RepositoryUrl} puts the URL into settings, with which a route of routes/from-*.camel.yaml is started
 * </pre>
 * The local repository is {@link cerb.backup.cli.source.LocalRepository}; a verb that writes has its engine, and its routes where it touches a source or a sink, in
 * {@link cerb.backup.cli.source.RunningHelpdesk}.
 *
 * <p>So a bare machine needs the password and one of these, and nothing else: no repository directory, no database. What is read through a route comes as whole files, of which
 * the most recently read stay in a directory of their own until the verb ends.
 */
package cerb.backup.cli.source;
