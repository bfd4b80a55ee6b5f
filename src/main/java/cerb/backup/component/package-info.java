/**
 * Camel around the engine: thin components, a package for each scheme ({@code mysql-dump}, {@code repository}, {@code storage-watch}, {@code alerts}), what
 * sinks, stores and S3 need of Camel's own components in packages beside them, and {@link cerb.backup.component.Routes}, which runs the route files over them.
 *
 * <p>Routes decide when something happens and what happens around it; they can make a backup slow or late, never wrong. So nothing here takes the quiet end of an exchange
 * for success: a recovery point is committed only when every part of the dump's plan was stored, and a file counts as mirrored only when the far side has said how many
 * bytes it holds.
 *
 * <p>Everything that a user may want to change is in route files and settings. What the routes need of Camel itself stands in {@code camel.properties} (all processes),
 * {@code daemon.properties} and {@code verb.properties} beside these classes; keys {@code camel.*} of the configuration override it.
 *
 * <p>Start: the route files are loaded, {@code RoutesCheck} compares them with the settings, and only then they start. In a daemon each route starts by itself and is tried
 * again when it cannot, so that a sink that is away does not keep the dump from running. {@code SpaceCheck} has readiness go down while the repository's disk is too full.
 */
package cerb.backup.component;
