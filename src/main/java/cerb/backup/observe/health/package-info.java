/**
 * The daemon's readiness: what Camel's own checks say of routes, and down for every {@linkplain cerb.backup.observe.problem problem} that is critical, with code, words and
 * remedy. Liveness is Camel's alone: to start the process again helps against none of these.
 */
package cerb.backup.observe.health;
